"""Old addresses lead to the posts that had them, and never away from a page."""

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model

from blog.importing.entry import Subject
from blog.importing.markdown.reader import import_folder
from blog.models import BlogPostPage
from tests.blog.importing.folders import imported, png, write, write_file
from tests.factories import BlogPostPageFactory


def lost(report) -> list[tuple[str, str]]:
    return [(each.what, each.detail) for each in report.unplaced if each.subject is Subject.ADDRESS]


def post_with(addresses: str) -> str:
    return f"---\naliases: [{addresses}]\n---\ntext"


def test_old_addresses_lead_to_the_post(blog, client, tmp_path):
    write_file(tmp_path, "_config.yml", "")
    write_file(tmp_path, "_posts/2014-12-12-x.md", post_with("/old.html, /a/b/, '/?p=12', /größe"))
    report = import_folder(tmp_path, index=blog, publish=True)
    post = imported("_posts/2014-12-12-x.md")
    for address in ("/old.html", "/a/b/", "/a/b", "/gr%C3%B6%C3%9Fe", "/2014/12/12/x.html"):
        response = client.get(address)
        assert (response.status_code, response.url) == (301, post.url), address
    assert lost(report) == [("address that another page has", "/?p=12")]
    assert report.addresses_kept == 5
    assert set(Redirect.objects.values_list("automatically_created", flat=True)) == {True}


def test_an_address_of_a_draft_leads_nowhere_yet(blog, client, tmp_path):
    import_folder(write(tmp_path, a=post_with("/old/")), index=blog)
    assert client.get("/old/").status_code == 404
    imported("a.md").get_latest_revision().publish()
    assert client.get("/old/").status_code == 301


def test_what_has_an_address_keeps_it(blog, client, tmp_path):
    BlogPostPageFactory(parent=blog, slug="taken")
    other = BlogPostPageFactory(parent=blog, slug="other")
    Redirect.add_redirect("/moved/", other)
    addresses = f"{blog.url}taken/, {blog.url}a/, /moved/, /search/, /admin/"
    report = import_folder(write(tmp_path, a=post_with(addresses)), index=blog, publish=True)
    assert lost(report) == [
        ("address that another page has", f"{blog.url}taken"),
        ("address that already leads elsewhere", "/moved"),
        ("address that the site itself has", "/search"),
        ("address that the site itself has", "/admin"),
    ]
    assert Redirect.objects.count() == 1
    assert client.get("/moved/").url == other.url


def test_the_first_of_two_posts_has_an_address(blog, tmp_path):
    write(tmp_path, a=post_with("/old"), b=post_with("/old"))
    report = import_folder(tmp_path, index=blog)
    assert Redirect.objects.get().redirect_page_id == imported("a.md").pk
    assert lost(report) == [("address that already leads elsewhere", "/old")]


def test_a_second_run_adds_what_is_new_and_says_nothing_of_the_rest(blog, tmp_path):
    import_folder(write(tmp_path, a=post_with("/old")), index=blog)
    report = import_folder(write(tmp_path, a=post_with("/old, /older")), index=blog)
    assert sorted(Redirect.objects.values_list("old_path", flat=True)) == ["/old", "/older"]
    assert (report.addresses_kept, lost(report)) == (2, [])


def test_a_post_that_fails_leaves_no_redirect(blog, tmp_path, monkeypatch):
    monkeypatch.setattr("blog.importing.storing.writing.save_draft", None)
    import_folder(write(tmp_path, a=post_with("/old")), index=blog)
    assert not Redirect.objects.exists()
    assert not BlogPostPage.objects.exists()


def test_links_to_old_addresses_lead_to_the_posts(blog, tmp_path):
    write_file(tmp_path, "hugo.toml", "")
    write_file(tmp_path, "content/posts/b.md", '+++\nurl = "/2014/12/12/b/"\n+++\n# B')
    links = ("[1](/2014/12/12/b/)", "[2](/posts/b/#part)", "[3](@/posts/b.md)")
    write_file(tmp_path, "content/posts/a.md", " ".join(links))
    import_folder(tmp_path, index=blog)
    page = f"page:{imported('content/posts/b.md').pk}"
    body = imported("content/posts/a.md").body[0].value
    assert body == f"[1]({page}) [2]({page}#part) [3]({page})"


def test_links_to_the_old_site_become_internal(blog, tmp_path):
    text = (
        "[1](https://old.example/b) [2](http://www.old.example/b#part) "
        "[3](https://old.example/gone) [4](https://other.example/b)\n\n`https://old.example/b`\n\n"
        "see ![x](https://old.example/img/p.png), https://old.example/b and <https://old.example/c>"
    )
    write_file(tmp_path, "img/p.png", png())
    write(tmp_path, a=text, b="---\npermalink: /b/\n---\n# B")
    call_command("import_posts", tmp_path, "--was", "https://old.example", verbosity=0)
    page, picture = f"page:{imported('b.md').pk}", get_image_model().objects.get()
    assert imported("a.md").body[0].value == (
        f"[1]({page}) [2]({page}#part) [3](https://old.example/gone) "
        "[4](https://other.example/b)\n\n`https://old.example/b`\n\n"
        f"see ![x](image:{picture.pk}), [https://old.example/b]({page}) and <https://old.example/c>"
    )


def test_links_from_a_pages_own_address_lead_to_the_posts(blog, tmp_path):
    write_file(tmp_path, "hugo.toml", '[permalinks]\nposts = "/:year/:slug/"')
    for name, text in {"b": "B", "a": "[1](../b/) [2](../b/#part) [3](../../2013/b/)"}.items():
        write_file(tmp_path, f"content/posts/{name}.md", f"---\ndate: 2014-12-05\n---\n{text}")
    import_folder(tmp_path, index=blog)
    page = f"page:{imported('content/posts/b.md').pk}"
    assert imported("content/posts/a.md").body[0].value == f"[1]({page}) [2]({page}#part) 3"


def test_old_addresses_cost_two_queries_a_post(blog, tmp_path):
    write(tmp_path, **{f"a{n}": post_with(f"/{n}, /{n}/b, /{n}/c") for n in range(3)})
    with CaptureQueriesContext(connection) as queries:
        import_folder(tmp_path, index=blog)
    table = Redirect._meta.db_table
    assert len([each for each in queries if f'"{table}"' in each["sql"]]) == 2 * 3


def test_a_run_that_names_the_old_site_leads_to_unchanged_posts_too(blog, client, tmp_path):
    write(tmp_path, a=post_with("/old/"), b=post_with("/other/"))
    import_folder(tmp_path, index=blog, publish=True)
    Redirect.objects.all().delete()
    editors = imported("b.md")
    editors.save_revision().publish()
    assert import_folder(tmp_path, index=blog).addresses_kept == 0
    revisions = imported("a.md").revisions.count()
    report = import_folder(tmp_path, index=blog, was="https://old.example")
    assert {outcome.name for outcome in report.outcomes} == {"UNCHANGED"}
    assert report.addresses_kept == 2
    assert client.get("/old/").url == imported("a.md").url
    assert client.get("/other/").url == editors.url
    assert imported("a.md").revisions.count() == revisions
