"""Fixtures for what a process remembers and tests must not, and for all that is hidden."""

import pytest
from wagtail.models import Page, Site

from blog.bin.putting import put_in_bin
from config.request_limits import proxy_warning
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    HomePageFactory,
    StandardPageFactory,
)
from tests.people import restrict


@pytest.fixture
def kept_connection(monkeypatch):
    """Keep the test's own connection, and so its transaction, where a process would drop it."""
    modules = [f"config.background.{name}" for name in ("scheduler", "task_worker", "webhooks")]
    for module in (*modules, "search.database.outages"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def no_proxy_seen():
    """Forget the proxies that requests of other tests came by; a process warns of them once."""
    proxy_warning._seen.clear()


@pytest.fixture
def hidden_pages(home, blog, hidden_posts):
    """More that is hidden, by what stands above it or by what it is an alias of."""

    def hide(parent, slug, **kwargs):
        body = [
            ("markdown", "## Quicksilver\n\nNobody may read of quicksilver."),
            ("code", {"code": "quicksilver = 1", "language": "python", "label": "secret"}),
        ]
        post = hidden_posts["draft"]
        bylines = {"tags": post.shown_tags, "authors": post.authors, "series": post.series}
        return BlogPostPageFactory(
            parent=parent, title=f"Quicksilver {slug}", slug=slug, body=body, **bylines, **kwargs
        )

    there = HomePageFactory(parent=Page.get_first_root_node(), slug="there")
    Site.objects.create(hostname="there.example", port=80, root_page=there)
    private = StandardPageFactory(parent=home, title="Quicksilver private", slug="private")
    shelf = BlogIndexPageFactory(parent=private, title="Quicksilver shelf", slug="shelf")
    elsewhere = BlogIndexPageFactory(parent=there, title="Elsewhere", slug="elsewhere")
    child = hide(shelf, "child-of-private")
    draft, abroad = hide(blog, "other-draft", live=False), hide(elsewhere, "abroad")
    shelf_alias = shelf.create_alias(parent=home, update_slug="shelf-alias")
    pages = {
        "below a private page": child,
        "alias of a private child": child.create_alias(parent=blog, update_slug="of-child"),
        "child of an alias": hide(shelf_alias, "child-of-alias"),
        "alias of a draft": draft.create_alias(parent=blog, update_slug="of-draft"),
        "alias across sites": abroad.create_alias(parent=blog, update_slug="of-abroad"),
    }
    pages["alias of an alias"] = pages["alias of a private child"].create_alias(
        parent=blog, update_slug="of-alias"
    )
    for page in (private, abroad):
        restrict(page, "login")
    Page.objects.filter(pk=pages["alias of a draft"].pk).update(live=True)  # as Wagtail makes it
    binned = hide(blog, "binned")
    pages["alias of what is in the bin"] = binned.create_alias(parent=blog, update_slug="of-binned")
    pages["in the bin"] = binned
    shelved = BlogIndexPageFactory(parent=home, title="Quicksilver shelved", slug="shelved")
    pages["below what is in the bin"] = hide(shelved, "below-binned")
    for page in (binned, shelved):
        put_in_bin(page)
    return {**hidden_posts, **pages, "private page": private, "private blog": shelf_alias}
