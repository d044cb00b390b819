"""Finds the site's own words that a reader may have meant."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from django.db.models import Q, TextField

from search.analysis.edit_distance import edit_distance
from search.analysis.letters import is_letters
from search.database.engines import engine
from search.database.statements import AnyOf, Slot, Statement
from search.index.vocabulary import MAX_FRAGMENTED, MIN_FRAGMENTED, fragment_hash
from search.models import SearchFragment, SearchWord

# Two letters wrong are believed from this length on.
LONG_WORD = 7
MAX_CANDIDATES = 200
# Completions of a beginning that are looked at.
MAX_COMPLETIONS = 12
# Words of one beginning that are counted.
MAX_BEGUN = 5000
# A tenfold frequency makes up for so much distance.
FREQUENCY_WEIGHT = 0.2
# Slips seldom hit the first letter.
FIRST_LETTER = 0.35

_KNOWN = Statement(
    lambda: SearchWord.objects.filter(
        Q(AnyOf("word", "words", "text")) | Q(AnyOf("token", "tokens", "text"))
    ).values_list("word", "token", "documents")
)
_PREFIX = Slot("prefix", TextField())
_BEGINNING = Statement(
    lambda: (
        SearchWord.objects.filter(engine().beginning("word", _PREFIX))
        .filter(AnyOf("is_glued", "glued", "boolean"))
        .exclude(word=_PREFIX)
        .order_by("-documents", "word")
        .values_list("word", "token", "documents", "spelled", "spelled_so")[:MAX_COMPLETIONS]
    )
)
_BEGUN = Statement(
    lambda: (
        SearchWord.objects.filter(engine().beginning("word", _PREFIX))
        .order_by()
        .values_list("documents")[:MAX_BEGUN]
    )
)
_NEAR = Statement(
    lambda: (
        SearchFragment.objects.filter(AnyOf("fragment", "hashes"))
        .values_list("word__word", "word__token", "word__documents")
        .distinct()[:MAX_CANDIDATES]
    )
)


@dataclass(frozen=True)
class Known:
    """A word of the site, its token, and in how many pages it stands."""

    word: str
    token: str
    documents: int
    spelled: str = ""
    spelled_so: int = 0

    @property
    def shown(self) -> str:
        """Return the word as most pages spell it."""
        return self.spelled if 2 * self.spelled_so > self.documents else self.word


def look_up(words: Collection[str], tokens: Collection[str]) -> list[Known]:
    """Return the site's words that are, or have the token of, any of these."""
    return [Known(*row) for row in _KNOWN.rows(words=words, tokens=tokens)]


def completions(prefix: str, limit: int, *, with_glued: bool = False) -> list[Known]:
    """Return the most frequent words that begin with a prefix and are longer, 12 at most.

    Nobody writes identifiers as one, but for `with_glued` they count as words.
    """
    rows = _BEGINNING.rows(prefix=prefix, glued=[False, True] if with_glued else [False])
    return [Known(*row) for row in rows[:limit]]


def count_begun(prefix: str) -> int:
    """Return in how many pages the words that begin with a prefix stand, one by one."""
    return sum(_BEGUN.column(prefix=prefix))


class Correction(NamedTuple):
    """A word that may have been meant; the lower the cost, the likelier."""

    known: Known
    cost: float


def corrections(word: str, limit: int) -> list[Correction]:
    """Return the words nearest to one the site doesn't have, best first.

    Candidates share the word with at most one letter less, on either side, or two on ours.
    """
    if not (is_letters(word) and MIN_FRAGMENTED - 1 <= len(word) <= MAX_FRAGMENTED + 1):
        return []
    hashes = {fragment_hash(fragment) for fragment in _fragments_to_try(word)}
    candidates = [Known(*row) for row in _NEAR.rows(hashes=hashes)]
    near = _near(word, candidates)
    # A word that two languages stem each its own way is there twice.
    return sorted(near, key=lambda each: (each.cost, each.known.word, each.known.token))[:limit]


def _near(word: str, candidates: Sequence[Known]) -> list[Correction]:
    furthest = 2 if len(word) >= LONG_WORD else 1
    near = []
    for known in candidates:
        distance = edit_distance(word, known.word)
        if 0 < distance <= furthest:
            other_start = FIRST_LETTER * (word[0] != known.word[0])
            cost = distance + other_start - FREQUENCY_WEIGHT * math.log10(known.documents)
            near.append(Correction(known, cost))
    return near


def _fragments_to_try(word: str) -> set[str]:
    missing = 2 if len(word) >= LONG_WORD else 1
    places = range(len(word))
    return {
        "".join(letter for place, letter in enumerate(word) if place not in left_out)
        for count in range(missing + 1)
        for left_out in combinations(places, count)
    }
