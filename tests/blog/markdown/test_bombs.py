"""Texts made to keep a server busy: refused by the editor, or rendered in reasonable time."""

import signal
import time
from contextlib import contextmanager, suppress

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from blog.blocks.body import BODY_BLOCKS
from tests.blog.markdown.rendering import body_of, build

CPU_SECONDS = 20

pytestmark = pytest.mark.django_db


def footnotes(count):
    """Return as many footnotes, each cited once."""
    return "".join(f"a[^{n}]\n\n[^{n}]: note {n}\n\n" for n in range(count))


def note_cycle(count):
    """Return footnotes that cite the next, the last one the first."""
    lines = (f"[^{n}]: to [^{(n + 1) % count}]\n\n" for n in range(count))
    return "start[^0]\n\n" + "".join(lines)


def growing_runs(character, limit):
    """Return runs of a character, each one longer than the one before."""
    return " ".join(character * length for length in range(1, limit))


def references(count):
    """Return as many link reference definitions and their uses."""
    definitions = "".join(f"[r{n}]: http://h/{n}\n" for n in range(count))
    return definitions + "\n" + " ".join(f"[r{n}]" for n in range(count))


def table(rows, columns):
    """Return a Markdown table."""
    row = "| " + " | ".join(["cell"] * columns) + " |\n"
    return row + "|" + "---|" * columns + "\n" + row * rows


def nested_list(depth, marker="- "):
    """Return a list in a list in a list, as short as it can be said: on one line."""
    return marker * depth + "a"


def indented_list(depth):
    """Return a list in a list, each on a line of its own."""
    return "\n".join("  " * level + "- a" for level in range(depth))


MARKDOWN = {
    "open brackets": "[" * 20_000,
    "open images": "![" * 10_000,
    "brackets at the limit": "[" * 1_999,
    "images at the limit": "![" * 1_999,
    "nested links at the limit": "[" * 1_999 + "a" + "](b)" * 1_999,
    "bracket pairs at the limit": "[a](" * 1_999,
    "images in links": "[![a](b)](c)" * 999,
    "prose of 1 MB": "All work and no play makes *Jack* a `dull` boy. " * 21_000,
    "prose at the limit": ("All work and no play makes *Jack* a `dull` boy.\n" * 1_041)[:50_000],
    "nested quotes": ">" * 10_000 + "a",
    "nested quotes on lines": "\n".join(">" * n for n in range(1, 310)),
    "nested lists": nested_list(10_000),
    "nested ordered lists": nested_list(10_000, "1. "),
    "nested indented lists": indented_list(220),
    "quotes in lists": "> - " * 10_000 + "a",
    "many lists": "- a\n" * 9_990,
    "loose list": "- a\n\n" * 4_990,
    "emphasis, half open": "*a_ " * 12_500,
    "emphasis, 50,000 times": "*a_" * 50_000,
    "stars": "*" * 50_000,
    "star pairs": "**a " * 12_500,
    "star and underscores": "a**b" + "c* " * 16_000,
    "tildes": "~~a " * 12_500,
    "tilde runs": growing_runs("~", 310),
    "less-than": "<" * 50_000,
    "less-than with letters": "<a" * 25_000,
    "open html": "<a href='" * 5_500,
    "open comments": "<!--" * 12_500,
    "open comments inline": "a <!-- " * 7_000,
    "open cdata": "a <![CDATA[" * 4_500,
    "open instructions": "a <?" * 12_500,
    "html declarations": "a <!A " * 8_300,
    "closed html": "<b>a</b>" * 6_250,
    "nested html": "<b>" * 16_000,
    "nested divisions": "<div>" * 10_000,
    "nested divisions on lines": "<div>\n\n" * 7_000,
    "nested html tables": "<table><tr><td>" * 3_300,
    "nested details": "<details>\n\n" * 4_500,
    "html attributes": "<a " + "a=b " * 12_000 + ">",
    "formatting elements": "<p>" + "<b><i><em><strong>" * 2_700 + "<p>" * 100,
    "footnotes": footnotes(10_000),
    "footnotes at the limit": footnotes(990),
    "one note cited often": "a[^1] " * 1_900 + "\n\n[^1]: note",
    "note that cites itself": "a[^1]\n\n[^1]: again[^1] and[^1]",
    "cycle of two notes": note_cycle(2),
    "cycle of notes": note_cycle(900),
    "notes within notes": "^[a" * 1_900 + "]" * 1_900,
    "inline notes": "a^[b] " * 1_900,
    "notes that grow": "\n\n".join(f"[^{n}]: [^{n + 1}] [^{n + 1}]" for n in range(600)) + "[^0]",
    "backtick runs": growing_runs("`", 310),
    "backtick pairs": "`a" * 25_000,
    "backticks": "`" * 50_000,
    "open fences": "```\n" * 9_990,
    "fences of one line": "```python\nx\n```\n" * 3_000,
    "many references": references(5_000),
    "references at the limit": references(950),
    "one reference, long": "[a]: " + "b" * 40_000 + "\n\n" + "[a] " * 1_900,
    "unclosed definitions": "[a]: b '\n" * 1_900,
    "definition lists": "a\n: b\n\n" * 3_330,
    "nested definition lists": "a\n" + ": " * 10_000 + "b",
    "pipes": "|" * 20_000,
    "pipes under pipes": "|" * 20_000 + "\n" + "|-" * 12_000,
    "wide table": table(1, 4_000),
    "wide head, many lines": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "a\n" * 18_000,
    "wide head, many rows": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|\n" * 18_000,
    "table of 1,000 x 50": table(1_000, 50),
    "table at the limit": table(140, 50),
    "dollars": "$" * 50_000,
    "dollar pairs": "$a$ " * 12_500,
    "dollars, half open": "$a " * 16_000,
    "dollar words": "a$" * 25_000,
    "open parentheses": r"\(" * 20_000,
    "open brackets of formulas": "\\\\[" * 1_900,
    "open formulas": "$$\na\n\n" * 3_330,
    "open formulas, one line": "$$ a " * 10_000,
    "one formula, open": "$$\n" + "a\n" * 20_000,
    "nested braces": "$$\n" + "{" * 20_000 + "}" * 20_000 + "\n$$",
    "nested fractions": "$$\n" + r"\frac{" * 8_000 + "\n$$",
    "many short formulas": r"$\frac{a}{b}$ " * 3_500,
    "long formula": "$$\n" + "x_1 + " * 8_000 + "y\n$$",
    "macros in formulas": "$$\n" + r"\newcommand{\a}{\a\a}\a" + "\n$$",
    "entities": "&amp;" * 10_000,
    "open entities": "&" * 50_000,
    "numeric entities": "&#x41;" * 8_000,
    "long entity": "&" + "a" * 49_000,
    "open labels": "{#" * 25_000,
    "labels": "## a {#b}\n" * 5_000,
    "label with a tail": "## a " + "{#a" * 16_000,
    "citations": "[@a]" * 12_000,
    "citations at the limit": "[@a]" * 1_990,
    "open citations": "[@" * 1_999,
    "autolinks": "http://a.b " * 4_500,
    "autolinks run together": "http://a" * 6_250,
    "www run": "www." * 12_500,
    "mail run": "a@" * 25_000,
    "mail words": "a@b.c " * 8_000,
    "mail tail": "a" * 25_000 + "@" + "b." * 12_000,
    "closed autolinks": "<http://a>" * 5_000,
    "colons": ":" * 50_000,
    "protocols": "http:" * 10_000,
    "protocols behind a text": "a" * 25_000 + "http:" * 5_000,
    "slashes": "http://" + "/" * 49_000,
    "parentheses in a link": "http://a/" + "(" * 40_000,
    "long word": "a" * 50_000,
    "long words": ("a" * 5_000 + " ") * 9,
    "backslashes": "\\" * 50_000,
    "line feeds": "\n" * 50_000,
    "spaces": " " * 50_000,
    "tabs": "\t" * 50_000,
    "spaces before ends": "a  \n" * 9_990,
    "headings": "# a\n" * 9_990,
    "empty headings": "#\n" * 9_990,
    "setext": "a\n=\n" * 4_990,
    "hashes": "#" * 50_000,
    "heading hashes": "# " + "# " * 24_000,
    "rules": "---\n" * 9_990,
    "alerts": "> [!NOTE]\n> a\n\n" * 1_900,
    "task boxes": "- [ ] a\n" * 1_999,
    "null characters": "\0" * 50_000,
    "surrogates": "\ud800" * 1_000,
    "combining characters": "a" + "\u0301" * 49_000,
    "right to left": "\u202e" * 50_000,
    "hard wrap": "a\\\n" * 9_990,
    "link titles": '[a](b "' * 1_999,
    "link destinations": "[a](<b" * 1_999,
    "link parentheses": "[a](" + "(" * 40_000,
    "pictures": "![a](image:1)\n\n" * 1_999,
    "captions": "![a](b)\n*c*\n\n" * 1_999,
    "fence with ranges": "```python {1-9999999999}\na\n```",
    "fence with many ranges": "```python {" + "1-9," * 10_000 + "}\na\n```",
    "fence info": "```python " + 'title="' * 6_000 + "\na\n```",
    "fence info of blanks": "```python" + " " * 49_000 + "x\na\n```",
}  # fmt: skip


def code(language, text, **more):
    """Return the raw value of a code block."""
    return {"language": language, "code": text, **more}


def typed_table(rows, columns):
    """Return the raw value of a typed table."""
    heads = [{"type": "rich_text", "heading": "h"}] * columns
    return {"columns": heads, "rows": [{"values": ["<p>x</p>"] * columns}] * rows, "caption": "c"}


OTHER = {
    "rich text, nested lists": ("rich_text", "<ul><li>" * 5_000),
    "rich text, nested spans": ("rich_text", "<b>" * 5_000 + "a"),
    "rich text, nested closed": ("rich_text", "<b><i>" * 5_000 + "a" + "</i></b>" * 5_000),
    "rich text, nested notes": ("rich_text", "<span data-footnote='1'>" * 4_000 + "a"),
    "rich text, nested formulas": ("rich_text", "<span data-math='1'>" * 4_500 + "a"),
    "rich text, many notes": ("rich_text", "<span data-footnote='1'>a</span>b" * 3_000),
    "rich text, many formulas": ("rich_text", "<span data-math='1'>a</span>" * 3_500),
    "rich text, less-than": ("rich_text", "<" * 100_000),
    "rich text, open comment": ("rich_text", "<!--" * 25_000),
    "rich text, declarations": ("rich_text", "<![" * 33_000),
    "rich text, instructions": ("rich_text", "<?" * 50_000),
    "rich text, open attributes": ("rich_text", "<a href='" * 11_000),
    "rich text, entities": ("rich_text", "&" * 100_000),
    "rich text, huge": ("rich_text", "<p>a</p>" * 100_000),
    "table of 1,000 x 50": ("table", typed_table(1_000, 50)),
    "table at the limit": ("table", typed_table(100, 50)),
    "zeros as a session": ("code", code("console", "0" * 20_000)),
    "zeros as a traceback": ("code", code("pytb", "0" * 20_000)),
    "dollars as a session": ("code", code("console", "$ \n" * 7_000)),
    "quotes as Python": ("code", code("python", "'" * 20_000)),
    "open strings as Python": ("code", code("python", 'f"{' * 7_000)),
    "slashes as JavaScript": ("code", code("javascript", "/" * 20_000)),
    "angles as HTML": ("code", code("html", "<a " * 7_000)),
    "braces as CSS": ("code", code("css", "{" * 20_000)),
    "minus as YAML": ("code", code("yaml", "- " * 10_000)),
    "brackets as JSON": ("code", code("json", "[" * 20_000)),
    "backslashes as LaTeX": ("code", code("latex", "\\" * 20_000)),
    "dollars as Bash": ("code", code("bash", "$(" * 10_000)),
    "parentheses as SQL": ("code", code("sql", "(" * 20_000)),
    "code of 1 MB": ("code", code("python", "x = 1\n" * 170_000)),
    "all lines marked": ("code", code("python", "a\n" * 10_000, lines="1-9999999")),
    "escapes in an output": ("code", code("python", "a", output="\x1b[" * 100_000)),
    "backspaces in an output": ("code", code("python", "a", output="a\b" * 100_000)),
    "returns in an output": ("code", code("python", "a", output="a\r" * 100_000)),
    "output table": ("output", {"kind": "table", "text": "<table><tr><td>" * 13_000}),
    "output, less-than": ("output", {"kind": "table", "text": "<" * 200_000}),
    "output error": ("output", {"kind": "error", "text": "Traceback (most recent\n" * 8_000}),
    "output escapes": ("output", {"kind": "text", "text": "\x1b[31m" * 40_000}),
    "formula of braces": ("math", {"latex": "{" * 2_500 + "}" * 2_500}),
    "formula of fractions": ("math", {"latex": r"\frac{" * 800 + "}" * 800}),
    "formula of scripts": ("math", {"latex": "x^{" * 1_600 + "}" * 1_600}),
    "formula of arrays": ("math", {"latex": r"\begin{matrix}" * 350}),
    "formula of left": ("math", {"latex": r"\left(" * 800}),
    "quote of line feeds": ("quote", {"text": "\n\n" * 1_000}),
    "embed address": ("embed", {"url": "https://" + "a." * 100_000, "title": "a"}),
}  # fmt: skip


class TooSlowError(Exception):
    """A bomb went off."""


@contextmanager
def watchdog(name):
    """Stop what takes too long, and print what it took (`pytest -s`)."""
    began = time.process_time()
    signal.signal(signal.SIGPROF, _bark)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(f"\n{time.process_time() - began:8.3f} s  {name}", end="")  # noqa: T201


def _bark(_signal, _frame):
    raise TooSlowError


def try_to_publish(name, value):
    """Clean a value as the editor does; then render it, refused or not: some came in earlier."""
    block = StreamBlock(BODY_BLOCKS).child_blocks[name]
    with suppress(ValidationError):
        block.clean(body_of((name, value))[0].value)
    return build((name, value))


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_is_refused_or_rendered_in_time(source, request):
    with watchdog(request.node.callspec.id):
        assert try_to_publish("markdown", source).html


@pytest.mark.parametrize(("name", "value"), OTHER.values(), ids=OTHER)
def test_other_blocks_are_refused_or_rendered_in_time(name, value, request):
    with watchdog(request.node.callspec.id):
        assert try_to_publish(name, value).html is not None
