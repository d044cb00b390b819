"""What the engine's index adds to a publish."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from tests.workbench.bench.search.report import verdict

PUBLISHED = 30
MOST_ADDED_MS = 15


def publishing() -> Iterator[str]:
    """Yield what the engine adds to a publish: each post with its receivers and without."""
    from blog.models import BlogPostPage

    posts = list(BlogPostPage.objects.order_by("pk")[: PUBLISHED + 2])
    with_engine, without = [], []
    for turn, post in enumerate(posts):
        if turn % 2:
            with_engine.append(publish(post, turn))
        with engine_off():
            without.append(publish(post, -turn))
        if not turn % 2:
            with_engine.append(publish(post, turn))
    # The first two load what later ones find.
    own, base = median(with_engine[2:]), median(without[2:])
    added = own - base
    yield verdict(
        added < MOST_ADDED_MS,
        f"added to a publish: {added:.1f} ms ({own:.1f} with, {base:.1f} without; medians of "
        f"{PUBLISHED}), at most {MOST_ADDED_MS}",
    )


def publish(post, number: int) -> float:
    """Change a post and publish it; return the milliseconds of the publish."""
    from django.db import transaction

    text = post.body[0].value
    post.body = [("markdown", f"{text}\n\nChanged for the {number}th time, by bench{number}.")]
    revision = post.save_revision()
    began = time.perf_counter()
    with transaction.atomic():
        revision.publish()
    taken = (time.perf_counter() - began) * 1000
    post.refresh_from_db()
    return taken


@contextmanager
def engine_off() -> Iterator[None]:
    """Take the engine's receivers off the signals of a publish, and put them back."""
    from django.db.models.signals import post_save
    from wagtail.signals import page_published

    from search import signals

    taken = [
        (signal, sender, follow, f"{follow.__module__}.{follow.__name__}")
        for signal, sender, follow in signals.FOLLOWING
        if signal in (page_published, post_save)
    ]
    gone = [
        signal.disconnect(sender=sender, dispatch_uid=uid) for signal, sender, _follow, uid in taken
    ]
    if not (gone and all(gone)):
        raise RuntimeError("search.signals has no receiver of a publish to take off")
    try:
        yield
    finally:
        for signal, sender, follow, uid in taken:
            signal.connect(follow, sender=sender, dispatch_uid=uid)
