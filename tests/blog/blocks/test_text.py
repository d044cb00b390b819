import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.blocks.callout import KINDS, CalloutBlock
from blog.blocks.data import TableBlock
from blog.blocks.text import HeadingBlock, MarkdownBlock, RichTextBlock
from blog.markdown.writing import escaped, paragraphs
from tests.blog.markdown.rendering import render_markdown

pytestmark = pytest.mark.django_db


def test_a_markdown_block_refuses_what_takes_too_long():
    with pytest.raises(ValidationError):
        MarkdownBlock().clean("[" * 20_000)


def test_rich_text_offers_only_what_markdown_has_too():
    assert "blockquote" in RichTextBlock().field.widget.features
    assert "embed" not in RichTextBlock().field.widget.features


@pytest.mark.parametrize("level", ["2><script>", "7", "", None, "1"])
def test_a_heading_of_no_level_is_a_section(level):
    block = HeadingBlock()
    html = block.render(block.to_python({"text": "A", "level": level}))
    assert html.strip().startswith('<h2 id="a"><a class="title-link" href="#a">A<')


@pytest.mark.parametrize("kind", [kind for kind, _label in KINDS])
def test_a_callout_looks_like_markdowns_alert(kind):
    block = CalloutBlock()
    value = block.to_python({"kind": kind, "title": "", "body": "<p>Mind it.</p>"})
    ours, theirs = (
        BeautifulSoup(html, "html.parser").select_one(".markdown-alert")
        for html in (block.render(value), render_markdown(block.to_markdown(value)))
    )
    assert ours["class"] == theirs["class"]
    assert ours.text.split() == theirs.text.split()


@pytest.mark.parametrize(
    "text",
    ["1. a", "10) a", "# a", "- a", "+ a", "> a", "a *b* _c_ `d`", "[a](b) ![c](d)", "<b>a</b>",
     "&amp; a", "$5 and $6", "a | b", "~~a~~", "***", "a\\", "[^1]", "=== a", "``` a", ": a"],
)  # fmt: skip
def test_escaped_text_reads_as_it_stands(text):
    html = BeautifulSoup(render_markdown(f"{escaped(text)}\n"), "html.parser")
    assert [tag.name for tag in html.find_all(True)] == ["p"]
    assert html.p.text == text


def test_line_breaks_and_paragraphs_are_kept():
    html = BeautifulSoup(render_markdown(paragraphs("a\n- b\n\nc\n")), "html.parser")
    assert [tag.name for tag in html.find_all(True)] == ["p", "br", "p"]


def test_numbers_align_right_and_code_is_code():
    block = TableBlock()
    raw = {
        "columns": [{"type": "number", "heading": "p99"}, {"type": "code", "heading": "Call"}],
        "rows": [{"values": ["12", "f(x)"]}],
    }
    html = BeautifulSoup(block.render(block.to_python(raw)), "html.parser")
    assert [cell.text.strip() for cell in html.select(".is-right")] == ["p99", "12"]
    assert html.select_one("td > code").text == "f(x)"
