"""Draws alarms of foreign posts to be read by eye: `python -m tests.workbench.bench.review.alarms`.

Imports texts that others wrote (see `exchange/material.py`), lists what the editor would be told of
each, and draws 200, the kinds in turn so that rare ones are read too. Prints each with the lines
around its place; whoever reads them counts the wrong ones. `--posts 500`, `--count 200`,
`--seed 19`, `--again` with what was imported before.
"""

import argparse
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from blog.models import BlogPostPage

FOLDER = Path("var/exchange")
# Of the post's fields rather than of its body: true whenever they are raised.
OF_FIELDS = frozenset({"byline", "teaser"})
AROUND = 3
MAX_WIDTH = 160


@dataclass(frozen=True)
class Alarm:
    """What an editor is told, and the text of the block that it is told of."""

    kind: str
    post: str
    what: str
    place: int
    line: int
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    os.environ["EXCHANGE_ARCHIVE"] = "alarms"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.workbench.bench.exchange.settings"
    django.setup()
    from blog.models import BlogPostPage

    if not options.again:
        import_posts(options.posts)
    posts = BlogPostPage.objects.order_by("pk").iterator()
    alarms = [alarm for post in posts for alarm in alarms_of(post)]
    print(*report(alarms, drawn(alarms, options.count, options.seed)), sep="\n")  # noqa: T201


def import_posts(count: int) -> None:
    """Import so many of the texts into a new database."""
    from tests.workbench.bench.exchange import material, plain
    from tests.workbench.bench.exchange.child import begin_site, import_archive

    begin_site()
    target = FOLDER.resolve() / "alarms"
    plain.link_texts(material.fetch(FOLDER).resolve(), target, most=count)
    import_archive(target, was="")


def alarms_of(post: "BlogPostPage") -> Iterator[Alarm]:
    """Yield what the list beside a post's form says, without what its fields lack."""
    from blog.editor.problem_places import line_of, places_of_blocks

    places = places_of_blocks(post.body)
    for problem in post.problems:
        if problem.kind not in OF_FIELDS:
            place = places.get(problem.block_id)
            source = "" if place is None else source_of(post.body[place])
            line = line_of(problem, post.body, place)
            what = " | ".join(filter(None, [problem.detail, problem.message]))
            yield Alarm(problem.kind, post.title, what, place or 0, line, source)


def source_of(block: object) -> str:
    value = block.value
    if block.block_type == "code":
        return f"[{value['language']}]\n{value['code']}"
    return value if isinstance(value, str) else str(block.get_prep_value()["value"])


def drawn(alarms: Iterable[Alarm], count: int, seed: int) -> list[Alarm]:
    """Return so many alarms, one kind after the other; at most one of a kind and post a turn."""
    kinds: dict[str, list[Alarm]] = defaultdict(list)
    for alarm in alarms:
        kinds[alarm.kind].append(alarm)
    chance = random.Random(seed)
    for waiting in kinds.values():
        chance.shuffle(waiting)
    found: list[Alarm] = []
    while len(found) < count and any(kinds.values()):
        found += [waiting.pop() for _kind, waiting in sorted(kinds.items()) if waiting]
    return sorted(found[:count], key=lambda alarm: (alarm.kind, alarm.post, alarm.place))


def report(alarms: list[Alarm], chosen: list[Alarm]) -> Iterator[str]:
    """Yield how many there are of each kind, and the chosen ones with their lines."""
    for kind, count in sorted(Counter(alarm.kind for alarm in alarms).items()):
        yield f"{kind}: {count}"
    for number, alarm in enumerate(chosen, start=1):
        yield f"\n=== {number} {alarm.kind} — {alarm.post}, block {alarm.place + 1}: {alarm.what}"
        yield from lines_around(alarm)


def lines_around(alarm: Alarm) -> Iterator[str]:
    lines = alarm.source.split("\n")
    first_of_code = 1 if lines[0].startswith("[") and lines[0].endswith("]") else 0
    at = max(alarm.line - 1, 0) + first_of_code
    for number in range(max(at - AROUND, 0), min(at + AROUND + 1, len(lines))):
        yield f"{'>' if number == at and alarm.line else ' '} {lines[number][:MAX_WIDTH]}"


if __name__ == "__main__":
    main()
