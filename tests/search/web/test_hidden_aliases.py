"""An alias is public only where all that it stands for is, in SQL, in Python, at its address."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from home.models import StandardPage
from search.public.visibility import public_pages, with_sources
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, StandardPageFactory
from tests.people import restrict

KINDS = ("login", "groups", "password")
SEEDS = range(4)
PAGES = 16


@pytest.fixture
def secret(home):
    """A private blog."""
    return restrict(BlogIndexPageFactory(parent=home, slug="secret"), "login")


def is_public(page) -> bool:
    """What SQL, Python and the page's address say, which is the same."""
    page = Page.objects.get(pk=page.pk).specific
    in_sql = public_pages(Page.objects.filter(pk=page.pk)).exists()
    now = timezone.now()
    is_shown = all(
        each.live and not (each.expire_at and each.expire_at <= now) for each in with_sources(page)
    )
    assert in_sql == (is_shown and not page.get_view_restrictions().exists()), page
    if in_sql:
        assert not Page.get_view_restrictions(page).exists()  # never less strict than Wagtail
    return in_sql


@pytest.mark.parametrize("kind", KINDS)
def test_an_alias_of_a_private_post_is_private(client, home, blog, post, kind):
    alias = post.create_alias(parent=blog, update_slug="alias")
    chained = alias.create_alias(parent=blog, update_slug="chained")
    assert is_public(alias)
    assert is_public(chained)
    restrict(post, kind)
    assert not is_public(alias)
    assert not is_public(chained)
    for each in (alias, chained):
        assert b"All about" not in client.get(each.url, follow=True).content


@pytest.mark.parametrize("kind", KINDS)
def test_an_alias_of_a_private_child_is_private(client, blog, secret, kind):
    child = BlogPostPageFactory(parent=secret)
    alias = child.create_alias(parent=blog, update_slug="alias")
    assert not is_public(alias)
    assert b"All about" not in client.get(alias.url, follow=True).content
    assert client.get(f"{alias.url}index.md").status_code == 404


def test_what_stands_below_an_alias_is_as_private_as_its_source(client, home, secret):
    alias = secret.create_alias(parent=home, update_slug="open")
    alias.view_restrictions.all().delete()
    child = BlogPostPageFactory(parent=alias)
    assert not is_public(alias)
    assert not is_public(child)
    assert b"All about" not in client.get(child.url, follow=True).content


def test_what_an_alias_itself_is_restricted_by_holds(client, blog, post):
    alias = restrict(post.create_alias(parent=blog, update_slug="alias"), "login")
    assert not is_public(alias)
    assert is_public(post)
    assert client.get(alias.url).status_code == 302


@pytest.mark.parametrize(
    "state", [{"live": False}, {"expire_at": timezone.now() - timedelta(days=1)}]
)
def test_an_alias_of_what_is_not_shown_is_not_shown(client, blog, post, state):
    alias = post.create_alias(parent=blog, update_slug="alias")
    chained = alias.create_alias(parent=blog, update_slug="chained")
    Page.objects.filter(pk=post.pk).update(**state)
    for each in (alias, chained):
        assert not is_public(each)
        assert client.get(each.url).status_code == 404


def test_aliases_that_go_round_in_a_circle_end(client, blog, post):
    alias = post.create_alias(parent=blog, update_slug="alias")
    Page.objects.filter(pk=post.pk).update(alias_of=alias)
    assert public_pages(Page.objects.filter(pk=alias.pk)).exists()
    assert client.get(alias.url).status_code == 200
    restrict(post, "login")
    assert not is_public(alias)


@pytest.mark.parametrize("seed", SEEDS)
def test_sql_and_python_agree_of_any_tree(home, seed):
    dice = random.Random(seed)
    pages = [StandardPageFactory(parent=home)]
    for number in range(PAGES):
        page = StandardPageFactory(
            parent=StandardPage.objects.get(pk=dice.choice(pages).pk),
            slug=f"page-{number}",
            live=dice.random() > 0.1,
            expire_at=timezone.now() - timedelta(days=1) if dice.random() < 0.1 else None,
        )
        if dice.random() < 0.4:
            Page.objects.filter(pk=page.pk).update(alias_of=dice.choice(pages))
        if dice.random() < 0.08:
            restrict(page, "login")
        pages.append(page)
    found = {page.pk for page in pages if is_public(page)}
    assert found == set(public_pages(StandardPage.objects.all()).values_list("pk", flat=True))
    assert 0 < len(found) < PAGES
