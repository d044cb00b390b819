"""Writes the known items: `python -m tests.workbench.bench.search.make_items [CORPUS]`.

Five kinds are drawn from the posts with a fixed seed; the questions in other words were written by
hand (questions.tsv, or that of the corpus). A query is kept when its words single out the post, by
a rule that looks at the posts alone and at no engine's answer; posts with the same title or body
count as one.
"""

import csv
import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from tests.workbench.bench.search import corpus, fetch
from tests.workbench.bench.search.items import (
    ITEMS,
    Item,
    items_file,
    questions_file,
    write_items,
)
from tests.workbench.bench.search.texts import Text, accepted_keys, folded_words
from tests.workbench.bench.search.typos import NEIGHBOURS, with_typo

SEED = 20240601
OF_A_KIND = 60
# Of a corpus beside the first; with as many questions a set of 300.
OF_A_KIND_BESIDE = 50
QUESTIONS = Path(__file__).with_name("questions.tsv")
# A title that many posts share names none of them; a shorter post says too little to ask for.
MOST_TWINS = 3
LEAST_WORDS = 60
MOST_HOLDERS = 3
_STOP_WORDS = (
    "a about an and are as at be by can do does for from how i if in into is it its me my not of "
    "on or so that the their them this to use used using was what when where which why will with "
    "you your"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
SHAPES = {
    "dotted": re.compile(r"(?<![\w./@-])[A-Za-z_]\w+(?:\.[A-Za-z_]\w+){1,4}(?![\w/.-])"),
    "snake": re.compile(r"(?<![\w.])[A-Za-z]+(?:_[A-Za-z0-9]+){1,6}(?![\w.])"),
    "camel": re.compile(r"(?<![\w.])(?:[a-z]{2,}|[A-Z][a-z]+)(?:[A-Z][a-z]+)+(?![\w.])"),
    "flag": re.compile(r"(?<![\w-])--[a-z]{2,}(?:-[a-z0-9]+)+(?![\w-])"),
    "file": re.compile(r"(?<![\w./])\.?[a-z][\w-]+\.(?:json|toml|ya?ml|m?[jt]sx?|py|sh)(?![\w/])"),
}
_SENTENCE = re.compile(r"(?:^|(?<=[.!?\n]))[^.!?\n]{60,400}[.!?](?!\w)")
# With its apostrophe, so that no "didn" is left of a "didn't".
_PROSE_WORD = re.compile(r"[\w'’]+")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class Drawer:
    """Draws queries of each kind from the posts."""

    def __init__(
        self, texts: list[Text], of_a_kind: int = OF_A_KIND, *, seed: int | str = SEED
    ) -> None:
        self.texts, self.seed = texts, seed
        # No two kinds ask the same.
        self.asked: set[str] = set()
        self.of_a_kind = of_a_kind
        self.accepted = accepted_keys(texts)
        self.titles = {text.key: frozenset(folded_words(text.title)) for text in texts}
        self.vocabulary = frozenset().union(*(text.words for text in texts))
        self.holders: dict[str, set[int]] = {}
        for text in texts:
            for word in text.words:
                self.holders.setdefault(word, set()).add(text.key)

    def draw(self, kind: str, make: Callable[[Text, Random], str]) -> Iterator[Item]:
        """Yield as many items of a kind as are wanted, each of another post."""
        random = Random(f"{self.seed} {kind}")
        wanted = [text for text in self.texts if self.is_fit(text)]
        random.shuffle(wanted)
        queries = ((text, make(text, random)) for text in wanted)
        made = (Item(kind, query, text.path) for text, query in queries if query)
        for item in islice((each for each in made if each.query not in self.asked), self.of_a_kind):
            self.asked.add(item.query)
            yield item

    def is_fit(self, text: Text) -> bool:
        is_fixture = re.search(r"/tests?/|licen[cs]e|changelog", text.path, re.IGNORECASE)
        is_long = len(text.prose.split()) >= LEAST_WORDS
        return is_long and not is_fixture and len(self.accepted[text.path]) <= MOST_TWINS

    def title(self, text: Text, random: Random) -> str:
        words = self.some_title_words(text, random)
        return " ".join(words) if self.is_only_title(text, words) else ""

    def prefix(self, text: Text, random: Random) -> str:
        """Return title words, the last one broken off after three letters or more."""
        words = self.some_title_words(text, random)
        if not words or len(words[-1]) < 5:
            return ""
        beginning = words[-1][: random.randint(3, len(words[-1]) - 1)]
        is_only = self.is_only_title(text, words[:-1], beginning=beginning)
        return " ".join([*words[:-1], beginning]) if is_only else ""

    def typo(self, text: Text, random: Random) -> str:
        """Return words of the title, or of the body for every third, one of them mistyped."""
        query = (self.body if random.random() < 1 / 3 else self.title)(text, random)
        words = query.split()
        longer = [place for place, word in enumerate(words) if is_plain(word, at_least=5)]
        if not longer:
            return ""
        place = random.choice(longer)
        words[place] = with_typo(words[place], random)
        return "" if words[place] in self.vocabulary else " ".join(words)

    def body(self, text: Text, random: Random) -> str:
        """Return three or four words of one sentence that few posts hold all of."""
        sentences = _SENTENCE.findall(text.prose)
        random.shuffle(sentences)
        for sentence in sentences:
            words = dict.fromkeys(_PROSE_WORD.findall(sentence.casefold()))
            words = [word for word in words if self.is_telling(text, word)]
            if len(words) >= 3:
                chosen = in_order(words, random.randint(3, min(4, len(words))), random)
                if len(set.intersection(*(self.holders[word] for word in chosen))) <= MOST_HOLDERS:
                    return " ".join(chosen)
        return ""

    def code(self, text: Text, random: Random) -> str:
        """Return an identifier of the post's code, every third one only in part or in words.

        No other post has the same parts in a row, however they are joined.
        """
        shapes = list(SHAPES.values())
        random.shuffle(shapes)
        for shape in shapes:
            found = sorted(set(shape.findall(text.code)))
            random.shuffle(found)
            for identifier in found[:5]:
                query = in_part(identifier) if random.random() < 1 / 3 else identifier
                if 6 <= len(query) <= 40 and self.is_only_code(text, query):
                    return query
        return ""

    def some_title_words(self, text: Text, random: Random) -> list[str]:
        words = [word for word in folded_words(text.title) if word not in STOP_WORDS]
        words = list(dict.fromkeys(words))
        if not any(map(str.isalpha, words)):
            return []
        return in_order(words, random.randint(min(2, len(words)), min(4, len(words))), random)

    def is_only_title(self, text: Text, words: list[str], *, beginning: str = "") -> bool:
        if not words and not beginning:
            return False
        holding = {
            key
            for key, title in self.titles.items()
            if title.issuperset(words) and any(word.startswith(beginning) for word in title)
        }
        return holding <= self.accepted[text.path]

    def is_telling(self, text: Text, word: str) -> bool:
        return (
            is_plain(word, at_least=4)
            and word not in STOP_WORDS
            and word not in self.titles[text.key]
            and 2 <= len(self.holders.get(word, ())) <= len(self.texts) / 10
        )

    def is_only_code(self, text: Text, query: str) -> bool:
        pattern = re.compile(r"[\W_]*".join(map(re.escape, _PARTS.findall(query))), re.IGNORECASE)
        others = (other for other in self.texts if other.key not in self.accepted[text.path])
        return not any(
            pattern.search(part)
            for other in others
            for part in (other.title, other.headings, other.prose, other.code)
        )


def is_plain(word: str, *, at_least: int) -> bool:
    return len(word) >= at_least and set(word) <= set(NEIGHBOURS)


def in_order(words: list[str], count: int, random: Random) -> list[str]:
    """Return some of the words in the order they stand in."""
    return [words[place] for place in sorted(random.sample(range(len(words)), count))]


def in_part(identifier: str) -> str:
    """Return the end of a dotted name, or another one's parts as words."""
    if "." in identifier.strip("."):
        return ".".join(identifier.split(".")[-2:])
    return " ".join(_PARTS.findall(identifier)).lower()


def read_questions(file: Path = QUESTIONS) -> list[Item]:
    with file.open(newline="") as lines:
        return [Item("question", **row) for row in csv.DictReader(lines, dialect="excel-tab")]


def title_words_asked(title: str, query: str) -> set[str]:
    """Return the words, plural or not, that a question shares with the title it should avoid."""
    shared = {_singular(word) for word in folded_words(title)}
    return {word for word in map(_singular, folded_words(query)) if word in shared} - STOP_WORDS


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def main() -> None:
    """Draw the items from the fetched posts of a corpus, the first if none is named, and write."""
    name = (sys.argv[1:] or ["real"])[0]
    texts = corpus.posts_of(name)
    is_first = name not in fetch.PACKAGES
    titles = {text.path: text.title for text in texts}
    drawer = Drawer(texts, OF_A_KIND if is_first else OF_A_KIND_BESIDE)
    items: list[Item] = []
    for kind in ("title", "typo", "prefix", "body", "code"):
        items += drawer.draw(kind, getattr(drawer, kind))
    for item in read_questions(QUESTIONS if is_first else questions_file(name)):
        if shared := title_words_asked(titles[item.path], item.query):
            raise SystemExit(f"“{item.query}” has words of its title: {shared}")
        items.append(item)
    write_items(items, ITEMS if is_first else items_file(name))
    corpus.say(f"{len(items)} known items")


if __name__ == "__main__":
    main()
