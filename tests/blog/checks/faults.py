"""Lists faults, each beside the same text mended."""

from tests.blog.checks.bodies import code
from tests.blog.checks.secret_samples import SAMPLES


def md(text):
    return ("markdown", text)


def fence(language, text):
    return md(f"Text.\n\n```{language}\n{text}\n```\n")


def py(text):
    return code("python", text)


def sh(text):
    return code("bash", text)


PYTHON = [
    ("def mean(values:\n    return 1", "def mean(values):\n    return 1"),
    ('print("a"', 'print("a")'),
    ("if x == 1\n    y = 2", "if x == 1:\n    y = 2"),
    ("x = [1, 2", "x = [1, 2]"),
    ("for i in range(3):\nprint(i)", "for i in range(3):\n    print(i)"),
    ("import os\n\nx = = 3", "import os\n\nx = 3"),
    ("return = 4", "returned = 4"),
    ("d = {'a': 1, 'b' 2}", "d = {'a': 1, 'b': 2}"),
    ("class A\n    pass", "class A:\n    pass"),
    ("x = 'never closed", "x = 'closed'"),
    ("def f(a, b):\n    a +\n    return b", "def f(a, b):\n    a + b\n    return b"),
    ("def f():\n    x = 1\n   y = 2", "def f():\n    x = 1\n    y = 2"),
    ("x = 1 +* 2", "x = 1 * 2"),
    ("a = (1, 2))", "a = (1, 2)"),
    ("lambda x: return x", "lambda x: x"),
]
JSON = [
    ('{"a": 1,}', '{"a": 1}'),
    ("{'a': 1}", '{"a": 1}'),
    ('{"a": 1 "b": 2}', '{"a": 1, "b": 2}'),
    ('{"a": [1, 2}', '{"a": [1, 2]}'),
    ('{"a": True}', '{"a": true}'),
    ("{a: 1}", '{"a": 1}'),
    ('{"a": 1', '{"a": 1}'),
]
YAML = [
    ("a: 1\n\tb: 2", "a: 1\nb: 2"),
    ("a: [1, 2", "a: [1, 2]"),
    ("a: b: c", "a: 'b: c'"),
    ("a:\n  - 1\n b: 2", "a:\n  - 1\nb: 2"),
    ('a: "open', 'a: "closed"'),
    ("key: @value", "key: '@value'"),
]
TOML = [
    ("a = ", "a = 1"),
    ("[tool\nx = 1", "[tool]\nx = 1"),
    ("a = 1\na = 2", "a = 1\nb = 2"),
    ("name = epoch", 'name = "epoch"'),
    ('a = ["x" "y"]', 'a = ["x", "y"]'),
]
UNPINNED = [
    ("pip install numpy", "pip install numpy==2.1.0"),
    ("$ pip3 install -U pandas", "$ pip3 install -U pandas==2.2.3"),
    ("python -m pip install 'dask[array]'", "python -m pip install 'dask[array]==2024.8'"),
    ("uv pip install torch torchvision==0.19", "uv pip install torch==2.4 torchvision==0.19"),
    ("pip install \\\n  numpy==2.1 \\\n  scipy", "pip install \\\n  numpy==2.1 \\\n  scipy==1.14"),
    ("!true && pip install 'jax>=0.4'", "!true && pip install -r requirements.txt"),
]
WIDE = [
    (py(f"total = {' + '.join(['value'] * 12)}"), py(f"total = {' + '.join(['value'] * 10)}")),
    (fence("bash", "ls " + "-la " * 30), fence("bash", "ls " + "-la " * 8)),
    (
        code("console", "$ run " + "--fast " * 30 + "\nINFO"),
        code("console", "$ run --fast \\\n" + "--fast " * 8 + "\nINFO"),
    ),
    (code("sql", "\tselect a,\n" + "\t" * 20 + "b, c, d, e, f, g"), code("sql", "select b, c")),
    (code("yaml", f"a: {'長い ' * 20}"), code("yaml", f"a: {'長い ' * 12}")),
]
LEFTOVERS = [
    ("TODO: add the numbers", "The numbers follow."),
    ("Done.\n\nFIXME check this again", "Done."),
    ("The value is XXX percent.", "The value is 4 percent."),
    ("- one\n- TODO", "- one\n- two"),
    ("See the plot (TODO).", "See the plot."),
    ("**TODO**: a plot", "**Plot**: drift"),
    ("> TODO(me): quote the source", "> Quoted."),
    ("| a |\n|---|\n| TODO |", "| a |\n|---|\n| 4 |"),
]
LEVELS = [
    (md("## One\n\n#### Three"), md("## One\n\n### Two")),
    (md("## A\n\ntext\n\n##### B"), md("## A\n\ntext\n\n### B")),
    (("rich_text", "<h2>A</h2><h4>B</h4>"), ("rich_text", "<h2>A</h2><h3>B</h3>")),
    (md("A\n=\n\n### B"), md("A\n=\n\n## B")),
]
UNNAMED = [
    (fence("", "x = 1"), fence("python", "x = 1")),
    (md("~~~\nls\n~~~"), md("~~~bash\nls\n~~~")),
    (md("- item\n\n  ```\n  ls\n  ```"), md("- item\n\n  ```bash\n  ls\n  ```")),
    (code("text", "import os\n\nprint(os.name)"), py("import os\n\nprint(os.name)")),
    (code("text", '{"a": [1, 2]}'), code("json", '{"a": [1, 2]}')),
    (code("text", "$ ls -l\n$ pwd"), code("console", "$ ls -l\n$ pwd")),
]
ALT = [
    (md("![](image:1)"), md("![Loss falls over 40 epochs](image:1)")),
    (md("Text ![](/media/a.png) here"), md("Text ![A red square](/media/a.png) here")),
]
ALT_NAME = [
    (md("![loss.png](image:1)"), md("![Loss falls](image:1)")),
    (md("![IMG_1234](image:1)"), md("![Loss falls](image:1)")),
    (
        md("![loss-curve](https://x.org/loss_curve.png)"),
        md("![Loss](https://x.org/loss_curve.png)"),
    ),
    (md("![screenshot](image:1)"), md("![The settings of a job](image:1)")),
]


def _seeded():
    for name, secret in SAMPLES.items():
        yield "secret", name, md(f"It is\n{secret}"), md("It is\ngone")
    for kind, make, pairs in [
        ("syntax", py, PYTHON),
        ("syntax", lambda text: fence("python", text), PYTHON[:3]),
        ("syntax", lambda text: fence("json", text), JSON),
        ("syntax", lambda text: code("yaml", text), YAML),
        ("syntax", lambda text: fence("toml", text), TOML),
        ("unpinned", sh, UNPINNED),
        ("wide", lambda block: block, WIDE),
        ("leftover", md, LEFTOVERS),
        ("level", lambda block: block, LEVELS),
        ("unnamed", lambda block: block, UNNAMED),
        ("alt", lambda block: block, ALT),
        ("alt_name", lambda block: block, ALT_NAME),
    ]:
        for number, (bad, good) in enumerate(pairs):
            yield kind, f"{kind} {number} {bad!r:.40}", make(bad), make(good)


SEEDED = list(_seeded())

FINE = {
    "doctest": py(">>> x = = 1\n2"),
    "doctest output": py(">>> 1 + 1\n2\n>>> print 'a'"),
    "elided body": py("def f(x):\n    ..."),
    "elided call": py("model.fit(x, ..., epochs=3)"),
    "elided dict": py('x = {"a": 1, ...}'),
    "elided by a word": py("for each in …:\n    work(each)"),
    "magics": py("%matplotlib inline\n!pip install x\nx = 1\nx?"),
    "cell magic": py("%%bash\nls -l | wc"),
    "timed": py("%%time\nx = 1"),
    "value of a magic": py("files = !ls\nx = %time f()"),
    "python 2": py('print "hello"\nexcept_ = 1'),
    "python 2 except": py("try:\n    x()\nexcept ValueError, e:\n    raise KeyError, e"),
    "python 2 long": py("x = 10L\ny = 0777"),
    "newer python": py("def first[T](items: list[T]) -> T:\n    return items[0]"),
    "newer alias": py("type Vector = list[float]"),
    "newer f-string": py('x = f"{d["a"]}"'),
    "indented": py("    x = 1\n    return x"),
    "method then less": py("    x = 1\ny = 2"),
    "signature": py("def mean(values: list[float]) -> float:"),
    "branch alone": py("else:\n    x = 2"),
    "await alone": py("await client.get(url)\nasync with x as y:\n    pass"),
    "placeholder": py("key = <your key>"),
    "template": py("x = {{ value }}\n{% if a %}"),
    "not python": code("pycon", ">>> x ="),
    "json lines": code("json", '{"a": 1}\n{"a": 2}'),
    "json part": code("json", '"a": 1,\n"b": [2]'),
    "json elided": code("json", '{"a": 1, ...}'),
    "json comment": code("json", '{\n  // why\n  "a": 1\n}'),
    "helm": code("yaml", "a: {{ .Values.a }}\n{{- end }}"),
    "two yamls": code("yaml", "a: 1\n---\nb: !Ref x\n..."),
    "toml elided": code("toml", "[a]\nb = ..."),
    "pip in prose": md("Then `pip install numpy` brings it."),
    "pip in python": py("# pip install numpy\nx = 1"),
    "pip of a file": sh("pip install -r requirements.txt -c limits.txt --index-url https://x/"),
    "pip of a folder": sh("pip install -e . && pip install ./dist/a-1.0-py3-none-any.whl"),
    "pip itself": sh("python -m pip install --upgrade pip"),
    "pip placeholder": sh("pip install <package>"),
    "pip of a repository": sh("pip install git+https://example.org/a/b"),
    "a TODO list": md("Keep a TODO list; the TODO comments in code are for later."),
    "TODO in code": md("```python\nx = 1  # TODO: more\n```\n\nA `TODO` is one too."),
    "a number in XXXL": md("Size XXXL and TODOs."),
    "headings back up": md("# A\n\n## B\n\n### C\n\n## D\n\n# E"),
    "pip below a version": sh("pip install 'jupyter-book<2' 'dask[array]>=2024.1,<2025'"),
    "a long address": sh(f"curl https://example.org/{'a' * 100}"),
    "a long address in a comment": py(f"# https://example.org/{'a' * 70}"),
    "a wide text": fence("txt", "INFO " * 40),
    "what a session printed": code("console", "$ run\n" + "INFO " * 40 + "\n$ run again"),
    "what Python printed": py(">>> run()\n" + "INFO " * 40),
    "a wide log": code("text", "INFO " * 40),
    "the column's last sign": py(f"x = '{'a b' * 28} '"),
    "plain output": code("text", "Epoch 1: loss 0.4\nEpoch 2: loss 0.3"),
    "a drawn tree": fence("", "src/\n├── a.py\n└── b.py"),
    "a drawn table": fence("", "+---+---+\n| a | b |\n+---+---+"),
    "a session of another prompt": py("> pane.camera\n\n{'position': [1, 2"),
    "a tree": code("text", "src/\n  a.py\n  b.py"),
    "named text": fence("text", "whatever = = "),
    "an indented listing": md("Text:\n\n    x = = 1\n"),
    "alt text": md("![Loss over epochs](image:1)"),
}
