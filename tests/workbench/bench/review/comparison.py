"""Compares all revisions of an archive: `python -m tests.workbench.bench.review.comparison`.

Imports 500 posts that others wrote (see `exchange/material.py`), edits each three times, and shows
every pair of its revisions as the admin does; then a pair of 200 blocks. Prints the errors, and
what a pair costs. `--posts 50` for fewer, `--again` with what was imported before.
"""

import argparse
import itertools
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import django

from tests.workbench.bench.review.edits import Body, edited

if TYPE_CHECKING:
    from blog.models import BlogPostPage

FOLDER = Path("var/exchange")
POSTS, EDITS, LONG = 500, 3, 200


@dataclass
class Tally:
    """What comparing cost, in seconds of a processor a pair, and what it raised."""

    seconds: list[float] = field(default_factory=list)
    blocks: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        ordered = sorted(self.seconds)
        p99 = ordered[len(ordered) * 99 // 100]
        yield f"{len(ordered)} pairs, {len(self.errors)} errors"
        yield (
            f"processor a pair: median {median(ordered) * 1000:.0f} ms, "
            f"p99 {p99 * 1000:.0f} ms, most {ordered[-1] * 1000:.0f} ms"
        )
        yield "blocks: " + ", ".join(f"{kind} {count}" for kind, count in self.blocks.items())
        yield from self.errors[:20]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    os.environ["EXCHANGE_ARCHIVE"] = "comparison"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.workbench.bench.exchange.settings"
    django.setup()
    from blog.models import BlogPostPage

    if not options.again:
        import_posts(options.posts)
    tally = Tally()
    posts = list(BlogPostPage.objects.order_by("pk")[: options.posts])
    for post in posts:
        compare_all_pairs(post, tally)
    print(f"{len(posts)} posts, {EDITS} edits each")  # noqa: T201
    print("\n".join(tally.lines()))  # noqa: T201
    print(f"a pair of {LONG} blocks: {seconds_of_long_pair(posts):.2f} s of the processor")  # noqa: T201


def import_posts(count: int) -> None:
    """Import so many of the texts into a new database."""
    from tests.workbench.bench.exchange import material, plain
    from tests.workbench.bench.exchange.child import begin_site, import_archive

    begin_site()
    target = FOLDER.resolve() / "comparison"
    plain.link_texts(material.fetch(FOLDER).resolve(), target, most=count)
    import_archive(target, was="")


def compare_all_pairs(post: "BlogPostPage", tally: Tally) -> None:
    """Edit a post and compare each pair of its revisions, both ways."""
    versions = [post.get_latest_revision_as_object(), *_edited_versions(post)]
    for before, after in itertools.permutations(versions, 2):
        began = time.process_time()
        try:
            changed = shown_changes(post, before, after)
        except Exception as error:  # all are counted, and told
            tally.errors.append(f"{post.slug}: {error!r}")
            continue
        tally.seconds.append(time.process_time() - began)
        tally.blocks.update(changed)
        if not changed and _texts(before) != _texts(after):
            tally.errors.append(f"{post.slug}: a change is not shown")
        if changed and before.body.get_prep_value() == after.body.get_prep_value():
            tally.errors.append(f"{post.slug}: a change is shown that is none")


def _texts(post: "BlogPostPage") -> list[tuple[str, object]]:
    """Return what a post's blocks hold; one that was pasted anew has another id and is the same."""
    return [(block["type"], block["value"]) for block in post.body.get_prep_value()]


def _edited_versions(post: "BlogPostPage") -> Iterator["BlogPostPage"]:
    """Yield the post as its next revisions hold it, each edited once more."""
    chance = random.Random(post.slug)
    raw: Body = post.body.get_prep_value()
    for _number in range(EDITS):
        raw = edited(raw, chance)
        draft = post.get_latest_revision_as_object()
        draft.body = draft.body.stream_block.to_python(raw)
        yield draft.save_revision(clean=False).as_object()


def shown_changes(post: "BlogPostPage", before: "BlogPostPage", after: "BlogPostPage") -> list[str]:
    """Show all that changed as the admin's page does; return the kinds of the changed blocks."""
    from blog.comparison.field import BodyComparison
    from blog.review.summary import changed_fields

    kinds = []
    for comparison in changed_fields(post, before, after):
        if isinstance(comparison, BodyComparison):
            assert comparison.htmldiff()
            kinds += [
                "moved" if block.is_moved else str(block.kind)
                for block in comparison.changes.changed
            ]
    return kinds


def seconds_of_long_pair(posts: list["BlogPostPage"]) -> float:
    """Return the processor's seconds that showing 60 edits of 200 blocks takes."""
    from blog.models import BlogPostPage

    chance = random.Random(LONG)
    raw = [block for post in posts for block in post.body.get_prep_value()]
    before = list(itertools.islice(itertools.cycle(raw), LONG))
    before = [
        {**block, "id": f"{n:08}-0000-4000-8000-000000000000"} for n, block in enumerate(before)
    ]
    after = before
    for _number in range(60):
        after = edited(after, chance)
    stream = BlogPostPage(title="Long").body.stream_block
    pages = [
        BlogPostPage(pk=1, title="Long", body=stream.to_python(raw)) for raw in (before, after)
    ]
    began = time.process_time()
    shown_changes(pages[0], *pages)
    return time.process_time() - began


if __name__ == "__main__":
    main()
