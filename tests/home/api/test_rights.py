"""A token may do what its user may, and no more; anyone sees what is public, and no more."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.factories import BlogPostPageFactory, ImageFactory
from tests.home.api.bodies import CLEAN, new, operations, text

pytestmark = pytest.mark.django_db
HIDDEN = ("Quicksilver", "Nobody may read")


def test_what_a_role_may_not_do_is_403(program, blog, post):
    author = program("Authors")
    page = Page.objects.get(pk=post.pk)
    sent = new(blog, title="Mine", body=text(CLEAN))
    assert author.post("pages/", sent).status_code == 201
    sent = new(blog, title="Other")
    sent["meta"]["action"] = "publish"
    assert author.post("pages/", sent).status_code == 403
    assert author.patch(f"pages/{post.pk}/", {"title": "No"}).status_code == 403
    for action in ("publish", "unpublish"):
        assert author.post(f"pages/{post.pk}/actions/{action}/").status_code == 403, action
    revision = post.save_revision()
    data = {"revision_id": revision.pk}
    assert author.post(f"pages/{post.pk}/actions/revert/", data).status_code == 403
    data = {"destination_id": blog.get_parent().pk}
    assert author.post(f"pages/{post.pk}/actions/move/", data).status_code == 403
    assert author.delete(f"pages/{post.pk}/").status_code == 403
    assert author.post("sites/", {"hostname": "a", "root_page_id": 1}).status_code == 403
    assert author.get("redirects/").status_code == 403
    page.refresh_from_db()
    assert page.title == post.title
    assert page.live


def test_a_guest_may_do_nothing(program, blog, post):
    guest = program()
    assert guest.post("pages/", new(blog)).status_code == 403
    for path in ("images/", "documents/", "redirects/", "sites/"):
        assert guest.get(path).status_code == 403, path
    assert guest.get("pages/").json()["items"] == []


def test_all_but_pages_is_closed_to_who_has_no_token(anyone, blog, post):
    opened = {path for method, path in operations() if method == "get"
              and anyone.get(path).status_code not in (401, 403)}  # fmt: skip
    assert opened == {"pages/", "pages/find/", "pages/1/"}


def test_nobody_lists_the_library_without_a_token(anyone, blog):
    image = ImageFactory()
    Redirect.objects.create(old_path="/old", redirect_page=blog)
    for path in ("images/", f"images/{image.pk}/", "documents/", "redirects/", "redirects/1/"):
        assert anyone.get(path).status_code == 401, path
    assert anyone.get("redirects/find/", html_path="/old").status_code == 401


def test_anyone_sees_what_is_public_alone(anyone, blog, post, hidden_posts):
    shown = [each["id"] for each in anyone.get("pages/", limit=100).json()["items"]]
    assert post.pk in shown
    assert blog.pk in shown
    assert not {page.pk for page in hidden_posts.values()} & set(shown)
    for path, query in asked(hidden_posts):
        answer = anyone.get(path, **query)
        text = answer.content.decode()
        assert not any(each in text for each in HIDDEN), (path, query)


def asked(hidden_posts):
    """Yield ways to ask for what is hidden."""
    yield from (("pages/", {name: value}) for name, value in (
        ("search", "quicksilver"), ("type", "blog.BlogPostPage"), ("order", "title"),
        ("tags", "hidden-tag"), ("title", "Quicksilver"), ("descendant_of", "root"),
        ("type", "wagtailcore.Page"),
    ))  # fmt: skip
    for page in hidden_posts.values():
        yield f"pages/{page.pk}/", {}
        yield f"pages/{page.pk}/", {"version": "draft"}
        yield f"pages/{page.pk}/", {"rich_text_format": "db_markdown"}
        yield "pages/find/", {"id": page.pk}
        yield "pages/find/", {"html_path": page.url_path}
        yield "pages/", {"child_of": page.get_parent().pk}
        yield "pages/", {"ancestor_of": page.pk}


def test_a_public_page_names_no_hidden_one_above_it(anyone, blog, post):
    blog.title, blog.live = "Quicksilver", False
    blog.save()
    answer = anyone.get(f"pages/{post.pk}/")
    assert answer.status_code == 200
    assert answer.json()["meta"]["parent"] is None
    assert "Quicksilver" not in answer.content.decode()


def test_anyone_reads_a_body_as_its_markdown_version(anyone, editor, blog):
    body = [{"type": "markdown", "value": "Shown. <!-- Nobody may read -->"}]
    post = BlogPostPageFactory(parent=blog, body=[(each["type"], each["value"]) for each in body])
    answer = anyone.get(f"pages/{post.pk}/")
    assert answer.json()["body"]["format"] == "markdown"
    assert "Shown." in answer.json()["body"]["content"]
    assert "Nobody" not in answer.content.decode()
    assert editor.get(f"pages/{post.pk}/").json()["body"][0]["value"] == body[0]["value"]


def test_a_list_asks_as_often_for_three_times_as_many(anyone, blog, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _round in range(2):
        BlogPostPageFactory.create_batch(2, parent=blog)
        anyone.get("pages/", type="blog.BlogPostPage")
        with CaptureQueriesContext(connection) as found:
            anyone.get("pages/", type="blog.BlogPostPage")
        counts.append(len(found))
    assert counts[0] == counts[1]
