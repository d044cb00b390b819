import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.blocks.code import CodeBlock
from blog.document.listing import read_fence
from tests.blog.document.rendering import render_markdown


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
    "info", ["", "python", "{.python}", "python {hl}", 'python title="', "{1}"]
)
def test_any_info_string_gives_a_listing(info):
    listing, _label = read_fence("a\n", info)
    assert listing.language == (info.split() or ["text"])[0]
    assert (listing.file_name, listing.lines) == ("", "")
