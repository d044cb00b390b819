"""The kinds of pages that are asked for, in the process that holds their database."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from blog.archive.post_list import POSTS_PER_PAGE
from blog.models import BlogIndexPage, BlogPostPage
from config.freshness.announcing import announce_change
from tests.workbench.bench.search.zipf import Author
from tests.workbench.bench.speed.fill import EDITOR
from tests.workbench.bench.speed.long_posts import COUNT, SLUG

Call = Callable[[int], HttpResponse]
HOST = "127.0.0.1"


def calls() -> dict[str, Call]:
    """Return by its kind what asks for a page; a number tells one page of a kind from others."""
    reader = Client(SERVER_NAME=HOST)
    paths = public_paths()
    asked = {kind: _getter(reader, addresses) for kind, addresses in paths.items()}
    editor = Client(SERVER_NAME=HOST)
    editor.force_login(User.objects.get(username=EDITOR))
    explorer = f"/admin/pages/{BlogIndexPage.objects.get().pk}/"
    return {
        **asked,
        "explorer": _getter(editor, [explorer]),
        "list of all posts": _getter(editor, ["/admin/posts/"]),
        "publish": _publisher(editor),
    }


def public_paths() -> dict[str, list[str]]:
    """Return addresses by kind; those of the smallest blog are there in the larger ones, too."""
    first_id = BlogPostPage.objects.order_by("pk").values_list("pk", flat=True)[0]
    # The pager stops at a hundred.
    last = min(100, BlogPostPage.objects.count() // POSTS_PER_PAGE)
    words = [text.split() for text in _titles()]
    return {
        "home": ["/"],
        "first list page": ["/blog/"],
        "hundredth list page": [f"/blog/?page={last}"],
        "tag": ["/blog/tags/topic-0/"],
        "all tags": ["/blog/tags/"],
        "author": ["/blog/authors/team-0/"],
        "archive": ["/blog/archive/"],
        "year": ["/blog/2019/"],
        "feed": ["/feed.xml"],
        "sitemap page": [f"/sitemap-pages-{first_id // 1000}.xml"],
        "post": [f"/blog/{SLUG.format(number)}/" for number in range(COUNT)],
        "suggest": [f"/search/suggest/?q={each[0][:4]}" for each in words],
        "search": [f"/search/?q={'+'.join(each[:2])}" for each in words],
    }


def _titles() -> list[str]:
    """Return titles like those of the posts; the same ones for every size."""
    return [post.title.lower() for post in Author("queries").posts(8)]


def _getter(client: Client, addresses: list[str]) -> Call:
    return lambda number: client.get(addresses[number % len(addresses)])


def _publisher(client: Client) -> Call:
    """Return what publishes a post from the editor's form."""
    from tests.forms import edited_form

    posts = list(BlogPostPage.objects.filter(slug__startswith="long-").order_by("pk"))

    def publish(number: int) -> HttpResponse:
        post = posts[number % len(posts)]
        texts = [part.value for part in post.body]
        data = edited_form(
            post, *texts, f"Changed for the {number}th time.", **{"action-publish": "1"}
        )
        return client.post(f"/admin/pages/{post.pk}/edit/", data)

    return publish


def forget() -> None:
    """Do as after a change: nothing that was kept before it counts."""
    cache.clear()
    announce_change()
