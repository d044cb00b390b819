"""Posts made up of Zipf-like words, for latency alone; the same for the same count."""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from django.utils.functional import cached_property

WORDS = 60_000
IDENTIFIERS = 20_000
TAGS, AUTHORS, SERIES = 200, 50, 60
# Zipf and Mandelbrot: the word of rank r comes with a share of 1 / (r + 2.7).
SHIFT = 2.7
SYLLABLES = [
    onset + vowel
    for onset in "b c d f g h k l m n p r s t v w st tr pl".split()  # noqa: SIM905
    for vowel in ("a", "e", "i", "o", "u")
]
SINCE = datetime(2016, 1, 1, tzinfo=UTC)
DAYS = 3000


@dataclass(frozen=True)
class MadeSection:
    heading: str
    prose: str
    code: str


@dataclass(frozen=True)
class MadePost:
    """What a post says; tags, authors and series are given by their numbers."""

    title: str
    teaser: str
    sections: tuple[MadeSection, ...]
    tags: tuple[int, ...]
    authors: tuple[int, ...]
    series: int | None
    date: datetime

    @cached_property
    def markdown(self) -> str:
        return "\n\n".join(
            f"## {section.heading}\n\n{section.prose}"
            + (f"\n\n```python\n{section.code}\n```" if section.code else "")
            for section in self.sections
        )


class Author:
    """Writes posts at random, from one vocabulary."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.words = _Drawn(_words(WORDS), self.random)
        self.identifiers = _Drawn(_identifiers(IDENTIFIERS), self.random)

    def posts(self, count: int) -> Iterator[MadePost]:
        for _number in range(count):
            yield self.post()

    def post(self) -> MadePost:
        draw = self.random
        return MadePost(
            title=self.words.some(3, 7).capitalize(),
            teaser=self.words.some(12, 25).capitalize(),
            sections=tuple(self.section() for _number in range(draw.randint(3, 6))),
            tags=_numbers(draw, TAGS, draw.randint(1, 4)),
            authors=_numbers(draw, AUTHORS, draw.randint(1, 2)),
            series=draw.randrange(SERIES) if draw.random() < 0.1 else None,
            date=SINCE + timedelta(days=draw.random() * DAYS),
        )

    def section(self) -> MadeSection:
        has_code = self.random.random() < 0.4
        sentences = (self.words.some(8, 20).capitalize() for _number in range(8))
        lines = (self.line() for _number in range(self.random.randint(4, 12)))
        return MadeSection(
            heading=self.words.some(2, 5).capitalize(),
            prose=". ".join(sentences) + ".",
            code="\n".join(lines) if has_code else "",
        )

    def line(self) -> str:
        name, call, first, second = self.identifiers.drawn(4)
        return f"{name} = {call}({first}, {second})"


class _Drawn:
    """Words drawn by their rank."""

    def __init__(self, words: Sequence[str], random: Random) -> None:
        self.words, self.random = words, random
        shares = (1 / (rank + SHIFT) for rank in range(1, len(words) + 1))
        self.weights = list(itertools.accumulate(shares))

    def drawn(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def some(self, least: int, most: int) -> str:
        return " ".join(self.drawn(self.random.randint(least, most)))


def _words(count: int) -> list[str]:
    """Return words of two to four syllables, each once."""
    random = Random("words")
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(random.choices(SYLLABLES, k=random.choice((2, 3, 3, 4))))] = None
    return list(words)


def _identifiers(count: int) -> list[str]:
    random, words = Random("identifiers"), _words(3000)
    joined = {"snake": "_".join, "dotted": ".".join, "camel": _camel}
    names: dict[str, None] = {}
    while len(names) < count:
        parts = random.choices(words, k=random.choice((1, 2, 2, 3)))
        names[joined[random.choice(list(joined))](parts)] = None
    return list(names)


def _camel(parts: Sequence[str]) -> str:
    return parts[0] + "".join(map(str.capitalize, parts[1:]))


def _numbers(random: Random, below: int, count: int) -> tuple[int, ...]:
    """Return different numbers, the lower ones more often."""
    return tuple({int(below * random.random() ** 2): None for _number in range(count)})


def body_of(post: MadePost) -> str:
    """Return the JSON of a body of one Markdown block."""
    return json.dumps([{"type": "markdown", "value": post.markdown, "id": "made"}])
