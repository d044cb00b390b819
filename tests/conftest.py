"""Fixtures that every part of the suite shares."""

import gc
import os
from datetime import timedelta

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from blog.models import BlogIndexPage, BlogPostPage
from config.freshness import announcing
from config.request_limits.throttle import throttle
from home.models import HomePage
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
)
from tests.factories import create_site as make_site
from tests.generations import Generation, remember
from tests.kept_database import take_copy
from tests.kept_rows import write_once_made
from tests.people import restrict

# What is loaded to find the tests stays to the end: looking for garbage among it, at the thresholds
# of a small program, was a sixth of the processor's time.
gc.disable()

# CI tells whether a change broke something; new examples are for whoever changes things.
# Nor does a busy machine's clock tell.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process works alone at the end."""
    items.sort(key=lambda item: "longest" not in item.keywords)


def pytest_collection_finish() -> None:
    """Look for garbage from now on, among what tests make."""
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let pytest-django take the copy that was made for it; it goes with pytest's folders."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Spare each process of each run the migrations, which take 15 s of a processor."""
    take_copy(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Clear Wagtail's welcome page away once: each test would take 30 ms to do it anew."""
    with django_db_blocker.unblock():
        Page.objects.filter(depth=2).delete()


@pytest.fixture(scope="session", autouse=True)
def own_generation(tmp_path_factory):
    """Let no other process, of this run or of a site that is served, empty a test's cache."""
    announcing.FILE_NAME = tmp_path_factory.mktemp("generation") / "value"
    announcing.generation.cache_clear()


@pytest.fixture(scope="session", autouse=True)
def own_media(tmp_path_factory):
    """Keep what tests upload among pytest's folders, of which the last three runs' stay."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture
def site(db) -> Site:
    write_once_made("site", make_site)
    Site.clear_site_root_paths_cache()
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home(site) -> HomePage:
    return site.root_page.specific


@pytest.fixture
def blog(home) -> BlogIndexPage:
    write_once_made("blog", lambda: BlogIndexPageFactory(parent=home))
    home.refresh_from_db(fields=["numchild"])
    return BlogIndexPage.objects.get(slug="blog")


@pytest.fixture
def post(blog) -> BlogPostPage:
    return BlogPostPageFactory(parent=blog, title="Watching for drift", slug="drift")


@pytest.fixture
def editor(db) -> User:
    return UserFactory(username="editor", group="Editors")


@pytest.fixture
def writer(db) -> User:
    return UserFactory(group="Authors")


@pytest.fixture
def desk(client, editor) -> Client:
    """A client signed in as that editor; pytest-django has `admin_client`."""
    client.force_login(editor)
    return client


@pytest.fixture
def hidden_posts(blog) -> dict[str, BlogPostPage]:
    """A post in each state that readers must not see.

    All have the tag "hidden-tag", the author "hidden" and the series "hidden-series"; each
    holds the word "quicksilver" in title and body.
    """
    write_once_made("hidden posts", lambda: make_hidden_posts(blog))
    blog.refresh_from_db(fields=["numchild"])
    posts = BlogPostPage.objects.filter(slug__startswith="quicksilver-")
    return {post.slug.removeprefix("quicksilver-"): post for post in posts}


def make_hidden_posts(blog: BlogIndexPage) -> None:
    tag, author = TagFactory(name="Hidden tag", slug="hidden-tag"), AuthorFactory(slug="hidden")
    series = SeriesFactory(name="Hidden series", slug="hidden-series")

    def hide(state: str, **kwargs) -> BlogPostPage:
        return BlogPostPageFactory(
            parent=blog,
            title=f"Quicksilver {state}",
            slug=f"quicksilver-{state}",
            body=[("markdown", "## Quicksilver\n\nNobody may read of quicksilver.")],
            tags=[tag],
            authors=[author],
            series=series,
            **kwargs,
        )

    yesterday, tomorrow = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    hide("draft", live=False)
    hide("scheduled", live=False, go_live_at=tomorrow).save_revision(approved_go_live_at=tomorrow)
    hide("expired", expire_at=yesterday)
    hide("unpublished", live=False, expired=True)
    for kind in PageViewRestriction.RESTRICTION_CHOICES:
        if kind[0] != PageViewRestriction.NONE:
            restrict(hide(kind[0]), kind[0])
    # Made before its source was private, so that none of its own restrictions hides it.
    public = hide("source-of-alias")
    public.create_alias(parent=blog, update_slug="quicksilver-alias")
    restrict(public, PageViewRestriction.LOGIN)


@pytest.fixture
def unthrottled():
    """Count no tries of other tests, nor these in others."""
    throttle.cache_clear()
    yield
    throttle.cache_clear()


@pytest.fixture
def wagtail_indexes(settings) -> None:
    """Keep Wagtail's search index and its counts of usage at each save, as a site does."""
    immediate = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    settings.TASKS = {**settings.TASKS, "default": immediate}


@pytest.fixture
def count_queries(db):
    """Return a function that counts the queries a call makes."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def generation(monkeypatch) -> Generation:
    """A generation that the test changes by hand; without it nothing is remembered in a test."""
    return remember(monkeypatch)
