"""What is read can be written again, and changes nothing: each block, as JSON and as Markdown."""

import pytest

from blog.blocks.body import BODY_BLOCKS
from blog.models import BlogPostPage
from tests.blog.blocks.values import full_values
from tests.home.api.bodies import new

pytestmark = pytest.mark.django_db
NAMES = [name for name, _block in BODY_BLOCKS]
# Of these a text says no more than words, or names files that are part of no text.
LOSING = {"output", "code", "download", "interactive"}


@pytest.fixture
def sent(db):
    return [{"type": name, "value": value} for name, value in full_values().items()]


def stored(page):
    return BlogPostPage.objects.get(pk=page).body.get_prep_value()


def test_every_block_is_read_as_it_was_written(editor, blog, sent):
    answer = editor.post("pages/", new(blog, body=sent))
    assert answer.status_code == 201, answer.content
    assert sorted(each["type"] for each in sent) == sorted(NAMES)
    page, body = answer.json()["id"], answer.json()["body"]
    for before, after in zip(sent, body, strict=True):
        assert after["type"] == before["type"]
        for key in before["value"] if isinstance(before["value"], dict) else []:
            assert key in after["value"], (before["type"], key)
    again = editor.patch(f"pages/{page}/", {"body": body})
    assert again.json()["body"] == body
    assert editor.get(f"pages/{page}/", version="draft").json()["body"] == body
    assert stored(page) == body


def test_every_block_survives_as_markdown(editor, blog, sent):
    page = editor.post("pages/", new(blog, body=sent)).json()["id"]
    before = stored(page)
    read = editor.get(f"pages/{page}/", rich_text_format="db_markdown", version="draft").json()
    assert read["body"]["format"] == "db_markdown"
    answer = editor.patch(f"pages/{page}/?rich_text_format=db_markdown", {"body": read["body"]})
    assert answer.status_code == 200, answer.content
    assert answer.json()["body"] == read["body"]
    assert stored(page) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_block_alone_survives_as_markdown(editor, blog, name):
    sent = [{"type": name, "value": full_values()[name]}]
    page = editor.post("pages/", new(blog, body=sent)).json()["id"]
    before = stored(page)
    body = editor.get(f"pages/{page}/", rich_text_format="db_markdown", version="draft").json()
    editor.patch(f"pages/{page}/", {"body": body["body"]})
    assert stored(page) == before


@pytest.mark.parametrize("name", sorted({*NAMES} - LOSING))
def test_a_new_post_says_what_the_markdown_of_a_block_does(editor, blog, name):
    sent = [{"type": name, "value": full_values()[name]}]
    page = editor.post("pages/?rich_text_format=db_markdown", new(blog, body=sent)).json()
    fresh = editor.post(
        "pages/?rich_text_format=db_markdown", new(blog, title="B", body=page["body"])
    )
    assert fresh.status_code == 201, fresh.content
    assert fresh.json()["body"]["content"].split() == page["body"]["content"].split()


def test_the_markdown_version_is_read_too(editor, blog, sent):
    page = editor.post("pages/", new(blog, body=sent)).json()["id"]
    body = editor.get(f"pages/{page}/", rich_text_format="markdown", version="draft").json()["body"]
    assert body["format"] == "markdown"
    assert "image:" not in body["content"]
