"""`export_site`: what a plain web server has to answer with afterwards."""

import json
import re

import feedparser
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from blog.models import SiteIdentity
from tests.blog.sharing.draft_links import make_link
from tests.config.static_export.copies import (
    dead_links,
    file_at,
    files_of,
    page_at,
    run,
    write,
)
from tests.factories import (
    BlogPostPageFactory,
    StandardPageFactory,
)
from tests.people import restrict

FEEDS = ("feed.xml", "rss.xml")


def test_every_link_of_the_copy_is_answered_by_a_file(posts, tmp_path):
    said = run(tmp_path)
    assert "broken" not in said
    assert "left out" not in said
    assert dead_links(tmp_path) == []
    for address in (
        "/",
        "/blog/",
        "/blog/p-3/",
        "/blog/tags/gpu/",
        "/blog/archive/",
        "/blog/authors/",
        "/follow/",
        "/search/",
    ):
        assert "<h1" in page_at(tmp_path, address), address
    for path in ("robots.txt", "llms.txt", "sitemap.xml", "blog/p-3/index.md", "_headers"):
        assert (tmp_path / path).is_file(), path


def test_numbered_pages_have_folders_of_their_own(posts, tmp_path):
    run(tmp_path)
    for blog in ("/blog/", "/blog/tags/gpu/"):
        second = page_at(tmp_path, f"{blog}page/2/")
        full = f"http://testserver{blog}"
        assert f'<link rel="canonical" href="{full}page/2/">' in second
        assert f'<link rel="prev" href="{full}">' in second
        assert f'<link rel="next" href="{full}page/3/">' in second
        assert f'href="{blog}page/3/"' in second
        assert f'href="{blog}page/2/"' in page_at(tmp_path, f"{blog}page/3/")
        assert file_at(tmp_path, f"{blog}page/4/") is None
        assert re.search(rf'rel="prev"\s+href="{blog}">', second)
        assert "?page" not in second


def test_feeds_are_whole_and_lead_to_files(posts, tmp_path):
    run(tmp_path)
    for folder in ("", "blog/", "blog/tags/gpu/"):
        for name in FEEDS:
            feed = feedparser.parse((tmp_path / folder / name).read_bytes())
            assert not feed.bozo, (name, feed.get("bozo_exception"))
            links = [feed.feed.link, *(entry.link for entry in feed.entries)]
            links += [each.href for each in feed.feed.links if each.rel == "self"]
            for link in links:
                assert file_at(tmp_path, link.removeprefix("http://testserver")), link
        feed = json.loads((tmp_path / folder / "feed.json").read_text())
        assert file_at(tmp_path, feed["items"][0]["url"].removeprefix("http://testserver"))
        assert feed["feed_url"] == f"http://testserver/{folder}feed.json"


def test_a_second_run_writes_what_changed_and_removes_what_went(blog, tmp_path):
    posts = [BlogPostPageFactory(parent=blog, slug=f"p-{n}") for n in range(3)]
    run(tmp_path)
    before = files_of(tmp_path)
    assert ": 0 files written" in run(tmp_path)
    assert files_of(tmp_path) == before
    (tmp_path / "CNAME").write_text("Mine")
    posts[0].delete()
    write(posts[1], "Changed words.")
    run(tmp_path)
    assert not (tmp_path / "blog" / "p-0").exists()
    assert "Changed words." in page_at(tmp_path, "/blog/p-1/")
    assert (tmp_path / "blog" / "p-2" / "index.html").read_bytes() == before["blog/p-2/index.html"]
    assert (tmp_path / "CNAME").read_text() == "Mine"


def test_nothing_hidden_is_in_any_file(home, blog, post, hidden_pages, tmp_path):
    link = make_link(hidden_pages["draft"])
    paths = [page.url_path.removeprefix(home.url_path) for page in hidden_pages.values()]
    for path in paths:
        Redirect.objects.create(old_path=f"/old/{path}".rstrip("/"), redirect_link=f"/{path}")
    addresses = [*paths, *(f"{path}index.md" for path in paths), link.get_absolute_url()[1:]]
    write(post, "\n".join(f"[x](/{address})" for address in addresses))
    said = run(tmp_path)
    for path, content in files_of(tmp_path).items():
        for word in (b"Quicksilver", b"Nobody may read", b"quicksilver, "):
            assert word not in content, path
        assert not path.startswith(("drafts/", "old/", "admin/"))
    assert "left out: /drafts/" in said
    for kind in ("draft", "scheduled", "expired", "login"):
        assert file_at(tmp_path, f"/blog/quicksilver-{kind}/") is None
    assert "broken link: /blog/quicksilver-draft/ on /blog/drift/" in said
    assert "left out: /blog/quicksilver-password/: not for every reader" in said


def test_what_becomes_private_is_removed(post, tmp_path):
    run(tmp_path)
    assert file_at(tmp_path, post.url)
    restrict(post, "password")
    run(tmp_path)
    assert file_at(tmp_path, post.url) is None
    assert b"drift" not in b"".join(files_of(tmp_path).values())


def test_a_page_that_no_link_leads_to_is_exported(home, tmp_path):
    StandardPageFactory(parent=home, title="Über uns", slug="über-uns", show_in_menus=False)
    run(tmp_path)
    assert "Über uns" in page_at(tmp_path, "/%C3%BCber-uns/")


def test_the_page_for_what_is_not_there_works_at_any_address(posts, tmp_path):
    run(tmp_path)
    page = (tmp_path / "404.html").read_text()
    assert "There is no page at this address" in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="./' not in page


def test_code_and_documents_are_copied_as_they_are(blog, tmp_path):
    text = "see http://testserver/blog/?page=2 and <a href='/search/?q=x'>"
    document = get_document_model().objects.create(
        title="notes", file=ContentFile(text.encode(), "notes.html")
    )
    post = BlogPostPageFactory(
        parent=blog,
        slug="code",
        body=[
            ("code", {"code": text, "language": "text", "label": "all"}),
            ("markdown", f"[notes](document:{document.pk})"),
        ],
    )
    said = run(tmp_path)
    assert page_at(tmp_path, f"{post.url}code/all.txt").rstrip() == text
    assert page_at(tmp_path, document.url) == text
    assert "http://testserver/blog/?page=2" in page_at(tmp_path, post.url)
    assert "broken" not in said


def test_an_interactive_figure_keeps_its_policy_in_its_file(blog, tmp_path):
    document = get_document_model().objects.create(
        title="plot", file=ContentFile(b"<!doctype html><p>plot</p>", "plot.html")
    )
    figure = {"title": "The loss", "image": None, "text": "", "file": document.pk}
    post = BlogPostPageFactory(parent=blog, slug="loss", body=[("interactive", figure)])
    run(tmp_path)
    address = f"/frames/{document.pk}/{document.filename}"
    assert f'data-frame="{address}"' in page_at(tmp_path, post.url)
    frame = page_at(tmp_path, address)
    assert frame.startswith(
        '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security'
    )
    assert frame.endswith("<p>plot</p>")
    rule = (tmp_path / "_headers").read_text().partition("/frames/*")[2].partition("\n/")[0]
    assert "sandbox allow-scripts; default-src 'none'" in rule


def test_headers_stand_beside_the_files(post, tmp_path):
    run(tmp_path)
    rules = (tmp_path / "_headers").read_text()
    pages = rules.partition("/blog/*")[2].partition("\n/")[0]
    assert "Content-Security-Policy: base-uri 'none'" in pages
    assert "X-Content-Type-Options: nosniff" in pages
    assert rules.startswith("/\n")


def test_a_site_of_https_alone_is_asked_by_https(settings, site, post, tmp_path):
    site.port = 443
    site.save()
    settings.SITE_URL, settings.SECURE_SSL_REDIRECT = site.root_url, True
    run(tmp_path)
    assert 'rel="canonical" href="https://testserver/"' in page_at(tmp_path, "/")


def test_a_named_contact_is_in_the_copy(site, post, tmp_path):
    identity = SiteIdentity.for_site(site)
    identity.security_contact = "security@example.org"
    identity.save()
    run(tmp_path)
    assert "security@example.org" in (tmp_path / ".well-known/security.txt").read_text()
