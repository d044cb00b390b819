"""Writes what people judge: `python -m tests.workbench.bench.search.reading FILE [--seed N]`.

A hundred queries with the first hit of each, and sixty suggestion lists as they stand while
somebody types, from posts that others wrote; another seed draws others.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.workbench.bench.search import corpus, fetch
from tests.workbench.bench.search.make_items import Drawer
from tests.workbench.bench.search.texts import Text, folded_words

if TYPE_CHECKING:
    from search.results.results import Hit, Suggestions

QUERIES = {"title": 20, "body": 35, "code": 25, "typo": 10, "prefix": 10}
# Texts that are typed, each shown at so many moments.
TYPED, MOMENTS = 20, 3


def main() -> None:
    """Draw the queries and the beginnings, ask for them, and write what a reader would see."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--corpus", choices=fetch.PACKAGES, default=fetch.TUNING)
    parser.add_argument("--keep-index", action="store_true", help="do not rebuild it first")
    options = parser.parse_args()
    texts = corpus.posts_of(options.corpus)
    if not options.keep_index:
        corpus.rebuild_index()
    lines = [*snippets(texts, options.seed), *suggestion_lists(texts, options.seed)]
    options.file.write_text("\n".join(lines) + "\n")
    corpus.say(f"{len(lines)} lines in {options.file}")


def snippets(texts: list[Text], seed: str) -> Iterator[str]:
    """Yield each query with its first hit; a mark is in double brackets."""
    from search.results.search import find

    paths = {text.key: text.path for text in texts}
    drawers = {kind: Drawer(texts, count, seed=seed) for kind, count in QUERIES.items()}
    drawn = ([*drawer.draw(kind, getattr(drawer, kind))] for kind, drawer in drawers.items())
    for number, item in enumerate(chain.from_iterable(drawn), start=1):
        results = find(item.query, root=corpus.site_root())
        yield f"\n## {number}. {item.query}"
        if results.correction:
            yield f"(answered as: {results.correction})"
        yield from hit_lines(results.hits[0], paths) if results.hits else ["Nothing found."]


def hit_lines(hit: "Hit", paths: dict[int, str]) -> Iterator[str]:
    """Yield a hit's title and section, its snippet, and the file that it was imported from."""
    yield " › ".join(filter(None, [hit.page.title, hit.heading]))
    text, place, parts = hit.snippet.text, 0, []
    for start, end in hit.snippet.marks:
        parts += [text[place:start], "[[", text[start:end], "]]"]
        place = end
    shown = "".join([*parts, text[place:]])
    yield from (f"{'    ' if hit.is_code else '> '}{line}" for line in shown.splitlines())
    yield f"({paths.get(hit.page.pk, 'no post')})"


def suggestion_lists(texts: list[Text], seed: str) -> Iterator[str]:
    """Yield the lists that stand below the box at some moments while a text is typed."""
    from search.results.suggesting import suggest

    number = 0
    for text in typed_texts(texts, Random(f"{seed} suggestions")):
        for length in moments(text):
            number += 1
            yield f"\n## List {number}: “{text[:length]}” (of “{text}”)"
            yield from suggestion_lines(suggest(text[:length], root=corpus.site_root()))


def typed_texts(texts: list[Text], random: Random) -> list[str]:
    """Return what is typed: beginnings of titles and headings, as a reader has them in mind."""
    known = {
        heading.casefold()
        for text in texts
        for heading in (text.title, *text.headings.splitlines())
        if 2 <= len(folded_words(heading)) <= 5 and heading.isascii()
    }
    return random.sample(sorted(known), TYPED)


def moments(text: str) -> list[int]:
    """Return some lengths of a text, from its third letter to the middle of what follows."""
    last = max(5, len(text) * 2 // 3)
    return [3 + step * (last - 3) // (MOMENTS - 1) for step in range(MOMENTS)]


def suggestion_lines(found: "Suggestions") -> Iterator[str]:
    yield from (f"- page: {each.title}" for each in found.titles)
    yield from (f"- section: {each.detail} › {each.title}" for each in found.sections)
    topics: Iterable = (*found.authors, *found.series, *found.tags)
    yield from (f"- topic: {each.title}" for each in topics)
    yield from (f"- words: {words}" for words in found.completions)


if __name__ == "__main__":
    main()
