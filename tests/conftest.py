"""Fixtures that every part of the suite shares."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from blog.models import BlogIndexPage, BlogPostPage
from config.freshness import announcing
from home.models import HomePage
from search.once_per_change import _memory
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    TagFactory,
)
from tests.factories import create_site as make_site


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


@pytest.fixture
def site(db) -> Site:
    return make_site()


@pytest.fixture
def home(site) -> HomePage:
    return site.root_page.specific


@pytest.fixture
def blog(home) -> BlogIndexPage:
    return BlogIndexPageFactory(parent=home)


@pytest.fixture
def post(blog) -> BlogPostPage:
    return BlogPostPageFactory(parent=blog, title="Watching for drift", slug="drift")


@pytest.fixture
def hidden_posts(blog) -> dict[str, BlogPostPage]:
    """A post in each state that readers must not see.

    All have the tag "hidden-tag", the author "hidden" and the series "hidden-series"; each
    holds the word "quicksilver" in title and body.
    """
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
    posts = {
        "draft": hide("draft", live=False),
        "scheduled": hide("scheduled", live=False, go_live_at=tomorrow),
        "expired": hide("expired", expire_at=yesterday),
        "unpublished": hide("unpublished", live=False, expired=True),
    }
    posts["scheduled"].save_revision(approved_go_live_at=tomorrow)
    for kind in PageViewRestriction.RESTRICTION_CHOICES:
        if kind[0] != PageViewRestriction.NONE:
            posts[kind[0]] = restrict(hide(kind[0]), kind[0])
    return posts


def restrict(page: Page, kind: str) -> Page:
    """Put a page under a view restriction of one kind: login, groups or password."""
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open-sesame"
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name="Editors"))
    return page


@pytest.fixture
def count_queries(db):
    """Return a function that counts the queries a call makes."""

    def count(call) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


class Generation:
    """The state of the site's data, as `search.once_per_change` asks for it."""

    def __init__(self) -> None:
        self.change()

    def change(self) -> None:
        """Forget what was remembered, as a committed change would make all processes."""
        self.now = object()


@pytest.fixture
def generation(monkeypatch) -> Generation:
    """A generation that the test changes by hand; without it nothing is remembered in a test."""
    generation = Generation()
    monkeypatch.setattr(_memory, "source", lambda: generation.now)
    return generation
