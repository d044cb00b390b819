import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StreamBlock, StructBlock

from blog.blocks.body import BODY_BLOCKS, BodyBlock
from blog.markdown.writing import joined
from blog.rendering.build import build_document
from tests.blog.blocks.values import empty, full_values, hostile
from tests.blog.markdown.rendering import render_markdown

pytestmark = pytest.mark.django_db
BLOCKS = pytest.mark.parametrize(
    ("name", "block"), BODY_BLOCKS, ids=[name for name, _block in BODY_BLOCKS]
)


def render(name, raw):
    return stream(name, raw)[0].render()


def stream(name, raw):
    return StreamBlock(BODY_BLOCKS).to_python([{"type": name, "value": raw}])


def body_to_markdown(body):
    return joined(*(child.block.to_markdown(child.value) for child in body))


def words(html):
    """Return the words that a reader, of the page or its source, can find in HTML."""
    soup = BeautifulSoup(html, "html.parser")
    attributes = [tag.get(name, "") for tag in soup.find_all(True) for name in ("alt", "title")]
    return set(re.findall(r"\w+", unescape(" ".join([soup.get_text(" "), *attributes]))))


@BLOCKS
def test_every_block_has_a_full_value(name, block):
    value = full_values()[name]
    fields = block.child_blocks.keys() if isinstance(block, StructBlock) else ()
    assert value, "Fill it in tests/blog/blocks/values.py."
    assert not set(fields) - set(value), "Fill them in tests/blog/blocks/values.py."


@BLOCKS
def test_a_block_says_what_it_is_for(name, block):
    assert isinstance(block, BodyBlock), "It has no to_markdown()."
    assert block.meta.icon
    assert block.label
    assert block.meta.description
    assert block.meta.group
    assert block.meta.template == f"blog/blocks/{name}_block.html"


@BLOCKS
def test_a_block_has_a_preview(name, block, client, admin_user):
    client.force_login(admin_user)
    assert block.is_previewable
    response = client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".document > *")


@BLOCKS
def test_a_block_just_added_renders(name, block):
    assert block.render(block.get_default()) is not None
    assert "None" not in block.render(block.get_default())


@BLOCKS
def test_an_empty_draft_renders(name, block):
    raw = empty(full_values()[name])
    assert "None" not in render(name, raw)
    assert render_markdown(body_to_markdown(stream(name, raw))).strip() == ""


@BLOCKS
def test_a_full_block_renders_and_is_valid(name, block):
    body = stream(name, full_values()[name])
    block.clean(body[0].value)
    assert len(words(body[0].render())) > 1


@BLOCKS
def test_hostile_content_stays_text(name, block):
    html = render(name, hostile(full_values()[name]))
    assert "<script" not in html
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert not [attribute for attribute in tag.attrs if attribute.startswith("on")]
        assert not str(tag.get("href", "")).startswith("javascript:")
        assert tag.get("src") != "x"


@BLOCKS
def test_the_markdown_form_keeps_every_word(name, block):
    raw = full_values()[name]
    markdown = body_to_markdown(stream(name, raw))
    # The rendered page adds the names of hosts and file types, which no one wrote.
    shown = words(render(name, raw)) - {"youtube", "com", "CSV", "8", "bytes", "Output"}
    assert shown - words(render_markdown(markdown)) == set()


@BLOCKS
def test_the_markdown_form_of_hostile_content_is_harmless(name, block):
    html = render_markdown(body_to_markdown(stream(name, hostile(full_values()[name]))))
    assert "<script" not in html
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert not [attribute for attribute in tag.attrs if attribute.startswith("on")]


def test_all_blocks_make_one_document():
    raw = [{"type": name, "value": value} for name, value in full_values().items()]
    body = StreamBlock(BODY_BLOCKS).to_python(raw)
    document = build_document(body)
    assert [(heading.level, heading.id) for heading in document.headings] == [
        (2, "why"),
        (3, "1-what-means"),
    ]
    assert "print" not in document.text
    assert render_markdown(body_to_markdown(body))


def test_a_choice_that_is_no_word_is_read_as_one():
    heading = stream("heading", {"text": "Costs", "level": 3})[0]
    assert heading.value["level"] == "3"
