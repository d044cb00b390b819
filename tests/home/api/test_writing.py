"""Programs write posts, as blocks and as texts, by the rules of the editor's form."""

import base64

import pytest
from wagtail.images import get_image_model

from blog.models import BlogPostPage
from blog.models.unpublished.binned_page import is_binned
from tests.blog.checks.secret_samples import SAMPLES
from tests.factories import AuthorFactory
from tests.home.api.bodies import CLEAN, MARKDOWN, new, notebook, png, text

pytestmark = pytest.mark.django_db


def published(blog, **fields):
    sent = new(blog, **fields)
    sent["meta"]["action"] = "publish"
    return sent


def test_markdown_becomes_a_draft_with_its_problems_by_line(editor, blog):
    answer = editor.post("pages/", new(blog, body=text(MARKDOWN)))
    assert answer.status_code == 201
    told = answer.json()["meta"]["warnings"]
    assert "line 12: picture not found: missing.png" in told
    assert any(each.startswith("line 8: This formula cannot be shown") for each in told)
    post = BlogPostPage.objects.get(pk=answer.json()["id"])
    assert not post.live
    assert post.teaser == "Two lines"
    assert [each.name for each in post.shown_tags] == ["one", "two words"]
    assert [each.name for each in post.authors] == ["Ada Example"]
    assert post.owner == editor.user
    assert [each.block_type for each in post.body] == ["markdown"]


def test_what_the_request_says_goes_before_the_head(editor, blog):
    sent = new(blog, body=text(MARKDOWN), teaser="Mine", tags=["three"])
    post = BlogPostPage.objects.get(pk=editor.post("pages/", sent).json()["id"])
    assert post.teaser == "Mine"
    assert [each.name for each in post.shown_tags] == ["three"]


def test_a_new_post_is_signed_as_in_the_editor(editor, blog):
    author = AuthorFactory(user=editor.user)
    post = BlogPostPage.objects.get(pk=editor.post("pages/", new(blog)).json()["id"])
    assert post.authors == [author]


def test_a_title_is_taken_from_the_text(editor, blog):
    sent = {**new(blog, body=text("# Named within\n\nText.")), "title": ""}
    answer = editor.post("pages/", sent).json()
    assert answer["title"] == "Named within"
    assert answer["meta"]["slug"] == "named-within"


def test_a_notebook_is_read_by_its_cells(editor, blog):
    sent = notebook("# Loss\n\nIt falls.", ("print(1)", "1\n"), "Bad: $\\nonsense{x}$")
    answer = editor.post("pages/", new(blog, body=sent))
    assert answer.status_code == 201
    assert any(each.startswith("cell 3: ") for each in answer.json()["meta"]["warnings"])
    kinds = [each["type"] for each in answer.json()["body"]]
    assert "code" in kinds
    assert "markdown" in kinds


@pytest.mark.parametrize("body", ["no notebook", "<p>HTML</p>", "[]", '{"cells": 3}', "\x00"])
def test_another_text_is_refused(editor, blog, body):
    assert editor.post("pages/", new(blog, body=body)).status_code == 422
    assert not BlogPostPage.objects.exists()


def test_a_clean_text_is_published_and_another_is_not(editor, blog):
    answer = editor.post("pages/", published(blog, body=text(CLEAN)))
    assert answer.status_code == 201
    assert BlogPostPage.objects.get().live
    answer = editor.post("pages/", published(blog, title="B", body=text(MARKDOWN)))
    assert answer.status_code == 422
    assert "formula" in answer.content.decode()
    assert BlogPostPage.objects.count() == 1


@pytest.mark.parametrize("head", ["draft: true", "published: false"])
def test_what_its_head_holds_back_stays_a_draft(editor, blog, head):
    sent = published(blog, body=text(f"---\n{head}\n---\n{CLEAN}"))
    assert editor.post("pages/", sent).status_code == 422
    sent["meta"].pop("action")
    assert editor.post("pages/", sent).status_code == 201


def test_a_draft_that_no_form_would_publish_is_not_published_later_either(editor, blog):
    page = editor.post("pages/", new(blog, body=text(MARKDOWN))).json()["id"]
    answer = editor.post(f"pages/{page}/actions/publish/")
    assert answer.status_code == 422
    assert not BlogPostPage.objects.get().live
    secret = f"token = '{SAMPLES['github classic']}'"
    page = editor.post("pages/", new(blog, title="B", body=text(f"```py\n{secret}\n```")))
    answer = editor.post(f"pages/{page.json()['id']}/actions/publish/")
    assert answer.status_code == 422
    assert not BlogPostPage.objects.filter(live=True).exists()


def test_a_text_brings_its_pictures(editor, blog):
    picture = base64.b64encode(png()).decode()
    body = text("![A curve](img/loss.png)", files={"img/loss.png": picture})
    answer = editor.post("pages/", new(blog, body=body))
    image = get_image_model().objects.get()
    assert answer.json()["body"][0]["value"]["image"]["image"] == image.pk
    assert answer.json()["body"][0]["type"] == "figure"
    # Sent again it is the same.
    again = editor.post("pages/", new(blog, title="B", body=body)).json()
    assert again["body"][0]["value"]["image"]["image"] == image.pk
    named = editor.post("pages/", new(blog, title="C", body=text(f"![A curve](image:{image.pk})")))
    assert named.json()["body"][0]["value"]["image"]["image"] == image.pk


def test_pictures_of_what_is_refused_do_not_stay(editor, blog):
    picture = base64.b64encode(png()).decode()
    content = "![A curve](loss.png)\n\n$\\nonsense{x}$"
    body = text(content, files={"loss.png": picture})
    assert editor.post("pages/", published(blog, body=body)).status_code == 422
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("path", ["../x.png", "/x.png", "", "a\x00b", "post.md"])
def test_a_file_outside_is_refused(editor, blog, path):
    body = text(CLEAN, files={path: base64.b64encode(png()).decode()})
    assert editor.post("pages/", new(blog, body=body)).status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"nope": 1}, {"word_count": 3}, {"live": True}, {"owner": 1}, {"body": [{"type": "nope"}]},
        {"body": [{"type": "math", "value": {"latex": "a", "nope": 1}}]},
        {"body": [{"type": "markdown", "value": "a", "nope": 1}]}, {"meta": {"nope": 1}},
        {"body": {"format": "db_html", "content": ""}}, {"body": {"content": "a"}},
        {"body": {"format": "markdown", "content": "a", "nope": 1}}, {"body": 3},
        {"body": [{"type": "figure", "value": {"image": {"image": 99999}}}]},
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(editor, blog, fields):
    sent = new(blog)
    meta = {**sent["meta"], **fields.pop("meta", {})}
    assert editor.post("pages/", {**sent, **fields, "meta": meta}).status_code == 422
    assert not BlogPostPage.objects.exists()


def test_a_change_leaves_the_rest(editor, blog):
    page = editor.post("pages/", new(blog, body=text(CLEAN), teaser="Two", tags=["one"])).json()
    answer = editor.patch(f"pages/{page['id']}/", {"title": "Other"})
    assert answer.status_code == 200
    post = BlogPostPage.objects.get()
    assert (post.title, post.teaser) == ("Other", "Two")
    assert [each.name for each in post.shown_tags] == ["one"]
    assert answer.json()["body"] == page["body"]
    assert editor.patch(f"pages/{page['id']}/", {}).status_code == 200
    assert editor.patch(f"pages/{page['id']}/", {"teaser": "Three"}).json()["title"] == "Other"


def test_a_deleted_page_goes_to_the_bin(editor, blog):
    page = editor.post("pages/", published(blog, body=text(CLEAN))).json()["id"]
    assert editor.delete(f"pages/{page}/").status_code == 204
    assert is_binned(BlogPostPage.objects.get())
    for method, path in (
        ("get", f"pages/{page}/"), ("post", f"pages/{page}/actions/publish/"),
        ("patch", f"pages/{page}/"), ("delete", f"pages/{page}/"),
    ):  # fmt: skip
        assert getattr(editor, method)(path).status_code == 404
    assert page not in [each["id"] for each in editor.get("pages/").json()["items"]]
    assert BlogPostPage.objects.exists()
