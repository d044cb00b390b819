"""A site that the version before this one made is migrated and rendered anew, and always served.

`before_issue_15.sql` was made at commit 9184d0d of two starter posts, "Every block" among them, a
post with the line ends of a browser and a draft; see `tests.upgrade.dump`. `FROM="COMMIT COMMIT"`
before pytest also upgrades starter sites that the code of these commits makes, on either engine.
"""

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page, Site

from blog.models import BlogPostPage, StoredDocument
from blog.rendering import build
from search.public.visibility import public_pages
from tests.upgrade.old_site import old_site

COMMITS = os.environ.get("FROM", "").split()
DUMP = Path(__file__).with_name("before_issue_15.sql")
BLOCKS = {
    "markdown", "rich_text", "heading", "quote", "callout", "code", "math", "figure", "gallery",
    "embed", "table", "download", "output",
}  # fmt: skip


@pytest.fixture
def site_of_before(tmp_path, settings, django_db_blocker):
    """The database of the version before in place of the tests' own."""
    if connection.vendor != "sqlite":
        pytest.skip("The dump is SQLite's; `FROM` upgrades on PostgreSQL too.")
    path = tmp_path / "before.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(DUMP.read_text(encoding="utf-8"))
    settings.MEDIA_ROOT = tmp_path / "media"
    with django_db_blocker.unblock(), database_in_place(path):
        yield


@pytest.fixture
def site_of_commit(request, tmp_path, settings, django_db_blocker):
    """The starter site of a commit in place of the tests' own database."""
    settings.MEDIA_ROOT = tmp_path / "media"
    site = old_site(request.param, tmp_path)
    with django_db_blocker.unblock(), site as name, database_in_place(name):
        yield


@contextmanager
def database_in_place(name):
    own = connection.settings_dict["NAME"]
    use_database(name)
    try:
        yield
    finally:
        use_database(own)


def use_database(name):
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@contextmanager
def nothing_is_rendered(monkeypatch):
    """Let rendering a body fail."""
    with monkeypatch.context() as patch:
        for name in ("_recent", "_recent_markdown"):
            patch.setattr(build, name, build.Recent(size=8))
        for name in ("build_parts", "blocks_text"):
            patch.setattr(build, name, None)
        yield


def read_everything(monkeypatch):
    """Read all pages, their Markdown, the feed and a search as a reader does; return the pages."""
    reader, pages = Client(), {}
    with nothing_is_rendered(monkeypatch):
        for page in public_pages(Page.objects.filter(depth__gt=1)):
            answer = reader.get(page.url)
            assert answer.status_code == 200, page.url
            pages[page.pk] = answer.content.decode()
            assert reader.get(f"{page.url}index.md").status_code == 200, page.url
        for path in ("/blog/feed.xml", "/blog/feed.json", "/sitemap.xml", "/llms.txt"):
            assert reader.get(path).status_code == 200, path
        assert "/every-block-on-one-page/" in reader.get("/search/?q=every+block").content.decode()
    return pages


def stored_html():
    return dict(StoredDocument.objects.values_list("pk", "html"))


def stored_html_of_rows():
    """The stored HTML as rows of the version before hold it, which today's models may not read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_id, html FROM blog_storeddocument")
        return dict(cursor.fetchall())


def words(html):
    return BeautifulSoup(html, "html.parser").get_text(" ").split()


def versions():
    return set(StoredDocument.objects.values_list("version", flat=True))


def test_every_post_is_served_throughout_an_upgrade(site_of_before, monkeypatch, capsys):
    before = stored_html_of_rows()
    call_command("migrate", verbosity=0)
    shown = read_everything(monkeypatch)
    assert stored_html() == before
    assert versions() == {"4-4.3.0-0.7.0-0.9.0-2.21.0"}
    assert [pk for pk, html in before.items() if html not in shown[pk]] == []

    call_command("init")
    assert versions() == {build.RENDERER_VERSION}
    shown = read_everything(monkeypatch)
    assert [pk for pk, html in stored_html().items() if html not in shown[pk]] == []
    call_command("search_index", "check")
    assert "The search index is true." in capsys.readouterr().out

    call_command("render_documents", all=True, verbosity=0)
    read_everything(monkeypatch)
    for post in BlogPostPage.objects.live():
        post.save_revision().publish()
    read_everything(monkeypatch)


@pytest.mark.parametrize("site_of_commit", COMMITS, indirect=True)
def test_a_starter_site_of_another_commit_is_upgraded(site_of_commit, monkeypatch, capsys):
    before = stored_html_of_rows()
    assert len(before) > 10
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True)
    shown = read_everything(monkeypatch)
    assert [pk for pk, html in before.items() if html not in shown[pk]] == []

    call_command("init")
    shown = read_everything(monkeypatch)
    after = stored_html()
    assert [pk for pk, html in after.items() if html not in shown[pk]] == []
    assert {pk: words(html) for pk, html in after.items()} == {
        pk: words(html) for pk, html in before.items()
    }
    call_command("search_index", "check")
    assert "The search index is true." in capsys.readouterr().out


# Without commits there is nothing to try, and nothing that was left out.
test_a_starter_site_of_another_commit_is_upgraded.__test__ = bool(COMMITS)


def test_the_site_of_before_shows_every_block_of_its_time_and_holds_no_secret():
    dump = DUMP.read_text(encoding="utf-8")
    assert [name for name in BLOCKS if f'"type": "{name}"' not in dump] == []
    assert "argon2" not in dump
    assert "pbkdf2" not in dump
    assert "\r" not in dump
