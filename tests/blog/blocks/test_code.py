import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.blocks.code import CodeBlock
from blog.markdown.syntax.fences import read_fence
from tests.blog.markdown.rendering import render_markdown


def render(**raw):
    block = CodeBlock()
    return BeautifulSoup(block.render(block.to_python(raw)), "html.parser")


def test_code_is_coloured_for_its_language():
    html = render(language="python", code="if a < b: pass")
    assert html.select_one(".k").text == "if"
    assert html.figure["data-language"] == "python"


def test_named_lines_are_marked_and_the_code_stays_whole():
    code = 'a = """one\ntwo"""\n\nb = 2'
    html = render(language="python", code=code, lines="2-3")
    lines = html.select(".line")
    assert [line.text for line in lines] == code.split("\n")
    assert [line.text for line in html.select(".is-highlighted")] == ["two" + '"""', ""]
    assert html.code.text == code


def test_line_numbers_are_not_in_the_text():
    html = render(language="text", code="a\nb", is_numbered=True)
    assert html.select_one(".code--numbered")
    assert html.code.text == "a\nb"


def test_a_file_name_output_and_caption_belong_to_the_listing():
    html = render(code="ls", file_name="run.sh", output="\x1b[32ma\x1b[0m b", caption="Done.")
    assert html.select_one("figure > .code__file").text == "run.sh"
    assert html.select_one("figure > pre > samp").text == "a b"
    assert html.select_one("figure > figcaption").text == "Listing 1 Done."


@pytest.mark.parametrize("lines", ["x", "3-1", "0", "1,,2", "1-", "99999", "1 2", "1," * 80, "١"])
def test_lines_that_name_nothing_are_refused_but_still_render(lines):
    block = CodeBlock()
    value = block.to_python({"language": "text", "code": "a", "lines": lines})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert list(caught.value.block_errors) == ["lines"]
    assert BeautifulSoup(block.render(value), "html.parser").code.text.strip() == "a"


def test_the_first_indent_is_kept():
    block = CodeBlock()
    value = block.clean(block.to_python({"language": "python", "code": "    return 1\n"}))
    assert value["code"] == "    return 1\n"


def test_a_listing_with_backticks_and_an_info_string_reads_back():
    block = CodeBlock()
    raw = {"language": "markdown", "code": "```python\nx\n```", "file_name": "a.md", "lines": "1-2"}
    markdown = block.to_markdown(block.to_python(raw))
    html = BeautifulSoup(render_markdown(markdown), "html.parser")
    assert html.code.text == raw["code"]
    assert html.select_one(".code__file").text == "a.md"
    assert len(html.select(".is-highlighted")) == 2


@pytest.mark.parametrize(
    ("info", "language"),
    [("", "text"), ("python", "python"), ("{.python}", "python"), ("python {hl}", "python"),
     ('python title="', "python"), ("{1}", "text")],
)  # fmt: skip
def test_any_info_string_gives_a_listing(info, language):
    listing = read_fence("a\n", info).listing
    assert listing.language == language
    assert listing.file_name == ""


@pytest.mark.parametrize(
    ("info", "values"),
    [
        ('python hl_lines=[1,"3-4"]', {"lines": "1,3-4"}),
        ('python hl_lines="1 3-4" linenums="1"', {"lines": "1,3-4", "is_numbered": True}),
        ("go {linenos=table,hl_lines=[8,15-17]}", {"lines": "8,15-17", "is_numbered": True}),
        ("{.python .numberLines #lst:a}", {"language": "python", "is_numbered": True}),
        ("js{1,3} title='a b.js'", {"lines": "1,3", "file_name": "a b.js"}),
        ("ts filename=a.ts showLineNumbers", {"file_name": "a.ts", "is_numbered": True}),
        ('py caption="He said \\"x\\""', {"caption": 'He said "x"'}),
        ("{code-cell} ipython3", {"language": "ipython3"}),
    ],
)
def test_options_behind_a_fence_are_honoured(info, values):
    fence = read_fence("a\n", info)
    assert {name: getattr(fence.listing, name) for name in values} == values
    assert fence.unread == []


def test_options_of_a_cell_are_honoured_or_named_and_not_printed():
    code = (
        '#| label: lst:a\n#| lst-cap: "A run"\n#| echo: false\n#| code-line-numbers: true\nx = 1\n'
    )
    fence = read_fence(code, "{python}")
    assert (fence.listing.code, fence.listing.language) == ("x = 1\n", "python")
    assert (fence.label, fence.listing.caption) == ("lst:a", "A run")
    assert fence.listing.is_numbered
    assert fence.unread == ["echo: false"]
    myst = read_fence(":tags: [hide]\n:name: lst:b\n:linenos:\nx\n", "{code-cell} python")
    assert (myst.listing.code, myst.label, myst.unread) == ("x\n", "lst:b", [":tags: [hide]"])
    assert myst.listing.is_numbered
    html = render_markdown(f"```{{python}}\n{code}```")
    assert "#|" not in BeautifulSoup(html, "html.parser").text


def test_a_comment_with_a_bar_stays_in_code_that_is_no_cell():
    assert read_fence("#| x: 1\n", "python").listing.code == "#| x: 1\n"


@pytest.mark.parametrize("caption", ['He said "x"', "`f` of x", "a \\ b", "{1} #x title=y"])
def test_a_listing_keeps_its_label_and_caption_in_markdown(caption):
    block = CodeBlock()
    raw = {"language": "python", "code": "```\n~~~\n", "caption": caption, "label": "lst:x"}
    markdown = block.to_markdown(block.to_python(raw))
    assert "*" not in markdown
    text = BeautifulSoup(render_markdown(f"[@lst:x]\n\n{markdown}"), "html.parser")
    assert text.select_one(".reference").text == "Listing 1"
    shown = caption.replace('"x"', "“x”")  # its quotation marks are set, its code is not
    assert text.select_one("figcaption").text == f"Listing 1 {shown}"
