"""Old addresses lead to where the same stands now, and never to what is not public."""

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    HomePageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.people import restrict

NOW = timezone.now()
BELOW = [
    "", "feed.xml", "rss.xml", "feed.json", "index.md", "tags/", "tags/drift/",
    "tags/drift/feed.xml", "tags/drift/index.md", "authors/ada/", "authors/ada/rss.xml",
    "series/", "series/watching/", "series/watching/feed.json", "archive/", f"{NOW.year}/",
    f"{NOW.year}/{NOW.month}/", "drift/", "drift/index.md", "drift/code/lst-app.txt",
]  # fmt: skip


def rename(page, slug):
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


@pytest.fixture
def blog(home):
    section = StandardPageFactory(parent=home, slug="lab")
    return BlogIndexPageFactory(parent=section)


@pytest.fixture
def post(blog):
    return BlogPostPageFactory(
        parent=blog,
        slug="drift",
        title="Watching for drift",
        body=[("code", {"code": "x = 1", "language": "python", "label": "app"})],
        tags=[TagFactory(slug="drift")],
        authors=[AuthorFactory(slug="ada")],
        series=SeriesFactory(slug="watching"),
    )


def leads(client, path) -> str:
    """Where an address leads; empty for nowhere."""
    answer = client.get(path)
    assert answer.status_code in (301, 404), path
    return answer.headers.get("Location", "")


@pytest.mark.parametrize("change", ["rename", "rename above", "move"])
def test_all_that_stands_below_a_blog_moves_with_it(client, home, blog, post, change):
    listing = post.document.listings[0].id
    paths = [each.replace("lst-app", listing) for each in BELOW]
    for path in paths:
        assert client.get(f"/lab/blog/{path}").status_code == 200, path
    if change == "rename":
        rename(blog, "notes")
    elif change == "rename above":
        rename(blog.get_parent(), "works")
    else:
        blog.move(home, pos="last-child")
    base = {"rename above": "/works/blog/", "move": "/blog/"}.get(change, "/lab/notes/")
    for path in paths:
        assert leads(client, f"/lab/blog/{path}") == f"{base}{path}"
        assert client.get(f"{base}{path}").status_code == 200


def test_a_blog_that_was_renamed_twice(client, blog, post):
    rename(blog, "between")
    rename(blog, "notes")
    for path in ("feed.xml", "tags/drift/", "drift/index.md"):
        for old in ("blog", "between"):
            assert leads(client, f"/lab/{old}/{path}") == f"/lab/notes/{path}"


def test_what_stands_nowhere_leads_nowhere(client, blog, post):
    rename(blog, "notes")
    for path in ("nothing/", "tags/nothing/", "tags/nothing/feed.xml", "drift/code/x.txt", "a.php"):
        assert leads(client, f"/lab/blog/{path}") == "", path
    assert leads(client, f"/lab/blog/{'a/' * 300}") == ""


def test_a_post_that_got_its_name_back_does_not_lead_to_itself(client, blog, post):
    rename(post, "b")
    rename(post, "drift")
    assert not Redirect.objects.filter(old_path="/lab/blog/drift").exists()
    assert leads(client, "/lab/blog/b/") == "/lab/blog/drift/"
    Page.objects.get(pk=post.pk).specific.unpublish()
    assert leads(client, "/lab/blog/drift/") == ""
    assert leads(client, "/lab/blog/b/") == ""


def test_a_blog_that_got_its_name_back_leaves_no_rows_there(client, blog, post):
    rename(blog, "notes")
    rename(blog, "blog")
    old = set(Redirect.objects.values_list("old_path", flat=True))
    assert old == {"/lab/notes", "/lab/notes/drift"}


def test_a_row_of_before_that_leads_to_itself_is_passed_over(client, blog, post):
    post.unpublish()
    Redirect.add_redirect("/lab/blog/drift/", post)
    Redirect.add_redirect("/other/", post)
    assert leads(client, "/lab/blog/drift/") == ""
    assert leads(client, "/other/") == ""


def test_what_took_an_old_address_keeps_it(client, blog, post):
    rename(post, "b")
    taker = BlogPostPageFactory(parent=blog, slug="drift", live=False)
    assert leads(client, "/lab/blog/drift/") == "/lab/blog/b/"
    taker.save_revision().publish()
    taker.refresh_from_db()
    taker.unpublish()
    assert leads(client, "/lab/blog/drift/") == ""


def test_no_address_leads_to_what_is_hidden(client, home, blog, hidden_posts):
    rename(blog, "notes")
    Page.objects.filter(pk=blog.pk).update(title="Notes")
    for state, post in hidden_posts.items():
        post.refresh_from_db()
        Redirect.add_redirect(f"/old/{state}/", post)
        Redirect.add_redirect(f"/link/{state}/", f"/lab/notes/{post.slug}/")
        for path in (f"/old/{state}/", f"/old/{state}/index.md", f"/link/{state}/"):
            assert leads(client, path) == "", path
        for path in ("", "index.md", "code/lst-app.txt"):
            assert leads(client, f"/lab/blog/{post.slug}/{path}") == "", path


def test_a_private_blog_hides_all_its_old_addresses(client, blog, post):
    listing = post.document.listings[0].id
    rename(blog, "notes")
    restrict(blog, "password")
    for path in BELOW:
        assert leads(client, f"/lab/blog/{path.replace('lst-app', listing)}") == "", path


def test_links_that_go_round_in_a_circle_lead_nowhere(client, blog, post):
    links = {"/a": "/b/", "/b": "/c", "/c": "/a", "/self": "/self/", "/good": "/next"}
    for old, link in links.items():
        Redirect.objects.create(old_path=old, redirect_link=link)
    Redirect.add_redirect("/next", post)
    for old in ("/a", "/b", "/c", "/self"):
        assert leads(client, f"{old}/") == "", old
    assert leads(client, "/good/") == "/lab/blog/drift/"


@pytest.mark.parametrize(
    "link", ["https://example.org/x", "/static/x.pdf", "/admin/", "/search/?q=drift"]
)
def test_what_an_editor_typed_is_followed(client, site, link):
    Redirect.objects.create(old_path="/x", redirect_link=link)
    assert leads(client, "/x/") == link


QUERIES = [
    ("utm_source=a&utm_medium=b", "utm_source=a&utm_medium=b"),
    ("b=2&a=1&b=3", "b=2&a=1&b=3"),
    ("q=%C3%BC+x%2Fy", "q=%C3%BC+x%2Fy"),
    ("q=ü", "q=%C3%BC"),
    ("next=//evil.example", "next=//evil.example"),
    ("a=%0d%0aSet-Cookie:%20a=b", "a=%0d%0aSet-Cookie:%20a=b"),
    ("a=\r\nSet-Cookie: a=b", "a=%0D%0ASet-Cookie:%20a=b"),
    ("@evil.example", "@evil.example"),
    ("#x", "%23x"),
]


@pytest.mark.parametrize(("query", "kept"), QUERIES)
def test_the_query_is_kept(client, blog, post, query, kept):
    rename(post, "b")
    Redirect.objects.create(old_path="/x", redirect_link="https://example.org/y?z=1#part")
    for path, target in [
        ("/lab/blog/drift/", "/lab/blog/b/?{}"),
        ("/lab/blog/drift/index.md", "/lab/blog/b/index.md?{}"),
        ("/x/", "https://example.org/y?z=1&{}#part"),
    ]:
        answer = client.get("/", PATH_INFO=path, QUERY_STRING=query)
        assert answer.status_code == 301
        assert answer["Location"].replace("#x", "%23x") == target.format(kept)


def test_a_row_of_a_whole_query_uses_it_up(client, blog, post):
    Redirect.objects.create(old_path="/?p=12", redirect_page=post)
    Redirect.objects.create(old_path="/old?id=1", redirect_page=post)
    assert leads(client, "/old/?id=1") == "/lab/blog/drift/"
    assert leads(client, "/old/?id=2") == ""


def test_a_page_that_moved_to_another_site(client, home, blog, post):
    there = HomePageFactory(parent=Page.get_first_root_node(), slug="there")
    Site.objects.create(hostname="there.example", port=80, root_page=there)
    other = BlogIndexPageFactory(parent=there)
    moved = BlogPostPageFactory(parent=other, slug="moved")
    Redirect.add_redirect("/lab/blog/moved/", moved)
    for path in ("", "index.md"):
        assert leads(client, f"/lab/blog/moved/{path}") == f"http://there.example/blog/moved/{path}"


def test_a_form_that_is_sent_to_an_old_address_is_not_led_on(client, blog, post):
    rename(post, "b")
    assert client.post("/lab/blog/drift/").status_code == 404


def test_one_query_is_asked_of_an_address_that_leads_nowhere(client, blog, post, count_queries):
    def look(path):
        return count_queries(lambda: client.get(path))

    look("/9/")
    before = look("/9/8/7/")
    for number in range(30):
        Redirect.objects.create(old_path=f"/9/{number}", redirect_page=post)
    assert look("/9/88/7/") == before


def test_the_desk_lists_redirects(admin_client, blog, post):
    rename(post, "b")
    assert admin_client.get(reverse("wagtailredirects:index")).status_code == 200
