"""Wagtail's own search beside ours for the admin: `python -m tests.workbench.bench.search.admin`.

Over the 10,000 made-up posts of `latency`, each query through the stock backend and through ours
in turn, as the page chooser and the explorer ask; both must show the same pages.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from tests.workbench.bench.search import corpus
from tests.workbench.bench.search.report import verdict
from tests.workbench.bench.search.scoring import percentile

POSTS = 10_000
# Of so many titles: bodies hold them more often, and the stock backend must come to an end.
FEW = range(1, 4)
A_PAGE = 20
QUERIES = 12
MOST_MS = 150
BATCH = 500


def main() -> None:
    """Fill both indexes where they are empty, and print times with their ratios."""
    corpus.set_up(f"zipf-{POSTS}")
    from tests.workbench.bench.search.bulk import fill_with_made_posts

    corpus.prepare(f"zipf {POSTS} 2", lambda: fill_with_made_posts(POSTS))
    fill_index()
    for line in lines():
        print(line, flush=True)  # noqa: T201


def fill_index() -> None:
    """Write the entries of Wagtail's index that the bulk-made posts lack."""
    from django.db import connection, transaction
    from wagtail.search.backends import get_search_backend
    from wagtail.search.models import IndexEntry

    from blog.models import BlogPostPage

    if IndexEntry.objects.count() >= POSTS:
        return
    index = get_search_backend().get_index_for_model(BlogPostPage)
    keys = list(BlogPostPage.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            index.add_items(
                BlogPostPage, list(BlogPostPage.objects.filter(pk__in=keys[start:][:BATCH]))
            )
        corpus.show_progress(start + BATCH, len(keys))
    index._refresh_title_norms(full=True)
    if connection.vendor == "postgresql":
        # What autovacuum does a minute later; without it the planner takes the table for empty.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def installed(name: str) -> Iterator[None]:
    """Take away, for the stock backend, the index that our migration made on PostgreSQL."""
    from django.db import connection, transaction

    if name != "stock" or connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX search_admin_index")
        yield
        transaction.set_rollback(True)


def lines() -> Iterator[str]:
    """Yield the times of whole words, of beginnings and of saving, then of common words alone."""
    rare, common = words()
    for method in ("search", "autocomplete"):
        yield from compared(method, rare)
        taken = [timed("default", method, word)[1] for word in common]
        text = f"{method}, words of nearly all pages: ours {_times(taken)}"
        # The admin's lists and choosers ask by beginnings alone.
        is_judged = method == "autocomplete"
        line = verdict(max(taken) <= MOST_MS, f"{text}, at most {MOST_MS}")
        yield line if is_judged else f"      {text}"
    yield from saving()


def words() -> tuple[list[str], list[str]]:
    """Return words of few posts and of most, by how often titles have them."""
    from collections import Counter

    from wagtail.models import Page

    titles = Page.objects.filter(depth__gt=3).values_list("title", flat=True)
    counts = Counter(word for title in titles for word in set(title.lower().split()))
    ranked = [word for word, _count in counts.most_common()]
    rare = [word for word in ranked if counts[word] in FEW]
    return rare[:: max(1, len(rare) // QUERIES)][:QUERIES], ranked[:3]


def compared(method: str, asked: list[str]) -> Iterator[str]:
    times: dict[str, list[float]] = {"stock": [], "default": []}
    differing = []
    for word in asked:
        found = {}
        for name, taken in times.items():
            with installed(name):
                found[name], ms = timed(name, method, word)
            taken.append(ms)
        if found["stock"] != found["default"]:
            differing.append(word)
    stock, own = median(times["stock"]), median(times["default"])
    yield f"      {method}: stock {_times(times['stock'])}; ours {_times(times['default'])}"
    yield f"      {method}: {stock / own:.1f} times as quick as stock in the median"
    yield verdict(not differing, f"{method}: the same pages in the same order; {differing}")


def timed(name: str, method: str, text: str) -> tuple[list[int], float]:
    """Return the keys of the first pages, as a listing counts and shows them, and how long."""
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    began = time.perf_counter()
    hits = getattr(get_search_backend(name), method)(text, Page.objects.all())
    found = [hits.count(), *(page.pk for page in hits[:A_PAGE])]
    return found, (time.perf_counter() - began) * 1000


def saving() -> Iterator[str]:
    """Yield what a page's entry costs in each index, when a page is saved."""
    from wagtail.search.backends import get_search_backend

    from blog.models import BlogPostPage

    times: dict[str, list[float]] = {"stock": [], "default": []}
    for post in BlogPostPage.objects.all()[:QUERIES]:
        for name, taken in times.items():
            index = get_search_backend(name).get_index_for_object(post)
            began = time.perf_counter()
            index.add_item(post)
            taken.append((time.perf_counter() - began) * 1000)
    yield f"      an entry: stock {_times(times['stock'])}; ours {_times(times['default'])}"


def _times(values: list[float]) -> str:
    return f"p50 {median(values):.1f}, p95 {percentile(values, 95):.1f}, most {max(values):.1f} ms"


if __name__ == "__main__":
    main()
