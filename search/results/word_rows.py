"""Finds the words by which pages go on where a text ends, as the pages write them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from search.analysis.function_words import is_function_word
from search.analysis.letters import MARKS
from search.analysis.stems import stem
from search.analysis.text import fold
from search.database.statements import AnyOf, Statement
from search.models import SearchPage, SearchSection

# A row in a title or a heading counts for so many pages.
HEADED = 3
# Rows that stand in less than this share of the most frequent one's pages are left out.
LEAST_WORTH = 0.25
# Between words of a row.
_BETWEEN = r"[\s\u00a0]+"
_CAMEL = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]{2}")

_TITLES = Statement(
    lambda: SearchPage.objects.filter(AnyOf("pk", "keys")).values_list("pk", "page__title")
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .order_by()
        .values_list("page_id", "heading", "text")
    )
)


@dataclass
class _Row:
    """A word behind those before it: how often in which spelling, in which pages, what for."""

    spellings: Counter[str] = field(default_factory=Counter)
    pages: set[int] = field(default_factory=set)
    headings: int = 0

    @property
    def worth(self) -> int:
        return len(self.pages) + HEADED * self.headings


def words_going_on(
    before: Sequence[str], begun: str, pages: Sequence[int], language: str
) -> dict[str, list[int]]:
    """Return words that begin so and stand behind those before them in some pages, best first.

    Each with the pages that have it so; of each token one. No function words; names that are
    written as in code only where no other word goes on. Two queries.
    """
    if not pages:
        return {}
    words = _BETWEEN.join(map(re.escape, before))
    pattern = re.compile(
        rf"(?<!\w){words}{_BETWEEN}({re.escape(begun)}[\w{MARKS}]+)(?!\w)", re.IGNORECASE
    )
    rows: dict[str, _Row] = defaultdict(_Row)
    for page, text, is_heading in _texts(pages):
        for match in pattern.finditer(text):
            word = match[1]
            is_word = word.isalpha() or not begun.isalpha()
            if is_word and not is_function_word(fold(word), language):
                row = rows[stem(fold(word), language)]
                row.spellings[word] += 1
                row.pages.add(page)
                row.headings += is_heading
    plain = [row for row in rows.values() if not is_name(_shown(row))]
    best = sorted(plain or rows.values(), key=lambda row: -row.worth)
    least = LEAST_WORTH * best[0].worth if best else 0
    return {_shown(row): sorted(row.pages) for row in best if row.worth >= least}


def is_name(word: str) -> bool:
    """Tell whether a word has capitals within, as names of code and products have."""
    return bool(_CAMEL.search(word))


def _texts(pages: Sequence[int]) -> Iterator[tuple[int, str, bool]]:
    """Yield the texts of some pages, each with its page and whether it is a title or heading."""
    for page, title in _TITLES.rows(keys=pages):
        yield page, title, True
    for page, heading, text in _SECTIONS.rows(keys=pages):
        yield page, heading, True
        yield page, text, False


def _shown(row: _Row) -> str:
    """Return the most frequent spelling; where it is known in small letters, that."""
    spelled = max(row.spellings, key=lambda word: (row.spellings[word], word))
    small = spelled.lower()
    return small if small in row.spellings else spelled
