"""Old addresses lead on from files, whatever their names."""

from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect

from config.static_export.redirect_files import OldAddress, redirect_rules
from tests.config.static_export.copies import (
    dead_links,
    file_at,
    page_at,
    run,
)
from tests.factories import (
    BlogPostPageFactory,
)

FEEDS = ("feed.xml", "rss.xml")


def test_old_addresses_lead_on(blog, post, tag, tmp_path):
    post.post_tags.model.objects.create(content_object=post, tag=tag)
    Redirect.objects.create(old_path="/2019/drift.php", redirect_page=post)
    Redirect.objects.create(old_path="/elsewhere", redirect_link="https://example.org/a?b=1&c=2")
    Redirect.objects.create(old_path="/nowhere", redirect_link="/gone/")
    Redirect.objects.create(old_path="/?p=12", redirect_page=post)
    Redirect.objects.create(old_path="/feed", redirect_link="/feed.xml", is_permanent=False)
    Redirect.objects.create(old_path="/atom.xml", redirect_link="/feed.xml")
    blog.slug = "journal"
    with TestCase.captureOnCommitCallbacks(execute=True):
        blog.save_revision().publish()
    said = run(tmp_path)
    rules = (tmp_path / "_redirects").read_text().splitlines()
    for old, target in {
        "/2019/drift.php": "/journal/drift/",
        "/blog/": "/journal/",
        "/blog/drift/": "/journal/drift/",
        "/blog/tags/gpu/": "/journal/tags/gpu/",
        "/feed/": "/feed.xml",
    }.items():
        page = page_at(tmp_path, old)
        assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
        assert f'<link rel="canonical" href="http://testserver{target}">' in page
    assert "url=https://example.org/a?b=1&amp;c=2" in page_at(tmp_path, "/elsewhere/")
    assert "/elsewhere https://example.org/a?b=1&c=2 301" in rules
    assert "/feed /feed.xml 302" in rules
    assert "/blog/feed.xml /journal/feed.xml 301" in rules
    # No page can lead a feed reader on.
    feed = (tmp_path / "journal/feed.xml").read_bytes()
    assert (tmp_path / "blog/feed.xml").read_bytes() == feed
    assert (tmp_path / "atom.xml").read_bytes() == (tmp_path / "feed.xml").read_bytes()
    assert file_at(tmp_path, "/nowhere/") is None
    assert "left out: /?p=12: a redirect by query" in said
    assert dead_links(tmp_path) == []


def test_a_file_may_become_a_folder_and_a_folder_a_file(post, tmp_path):
    to_feed = {"redirect_page": None, "redirect_link": "/feed.xml"}
    old = Redirect.objects.create(old_path="/old.xml", **to_feed)
    run(tmp_path)
    assert (tmp_path / "old.xml").read_bytes() == (tmp_path / "feed.xml").read_bytes()
    old.redirect_link = post.url
    old.save()
    run(tmp_path)
    assert f"url={post.url}" in page_at(tmp_path, "/old.xml")
    old.redirect_link = "/feed.xml"
    old.save()
    run(tmp_path)
    assert (tmp_path / "old.xml").read_bytes() == (tmp_path / "feed.xml").read_bytes()


def test_names_that_files_can_not_have_are_told(post, tmp_path):
    for old in ("/x/../y", "/" + "ü" * 200, "/a//b", "/_headers", "/blog/drift/index.html/x"):
        Redirect.objects.create(old_path=old, redirect_page=post)
    said = run(tmp_path)
    assert ": no file can have this name" in said
    assert ": too long for the name of a file" in said
    assert "left out: /blog/drift/index.html/x: blog/drift/index.html is in its place" in said
    assert ": 0 files written" in run(tmp_path)


def test_names_that_some_file_systems_confuse_are_told(blog, tmp_path):
    BlogPostPageFactory(parent=blog, slug="GPU")
    BlogPostPageFactory(parent=blog, slug="gpu")
    assert "some file systems" in run(tmp_path)
    assert file_at(tmp_path, "/blog/GPU/")
    assert file_at(tmp_path, "/blog/gpu/")


def test_an_address_that_hosts_take_for_a_pattern_is_no_rule():
    olds = [OldAddress(address, "/blog/") for address in ("/*", "/a/*/b", "/:x", "/a:b", "/old")]
    assert redirect_rules(olds).splitlines() == ["/a:b /blog/ 301", "/old /blog/ 301"]
