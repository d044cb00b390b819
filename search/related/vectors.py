"""Makes a page's vector of length 1: its heaviest terms by TF-IDF; pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

# Weights of a token in the title, headings, teaser and topics, prose, and code. Code counts as
# much as prose: what a page calls says what it is about.
WEIGHTS = (8.0, 4.0, 4.0, 1.0, 1.0)
MAX_TERMS = 300
# Terms in a larger share of the pages say nothing of one, where there are more than a few
# pages; those in one page lead nowhere.
COMMON, FEW, FEWEST = 0.2, 10, 2
# By so many of its heaviest terms a page's nearest are looked for, and so many are compared.
# Measured on real posts: more find nothing nearer.
QUERY_TERMS, CANDIDATES = 25, 60
# Pages less near have a few words in common by chance.
NEAR = 0.03

# Weights by token.
Vector = dict[str, float]


class NearPage(NamedTuple):
    """A page, and how near it is to another, from 0 to 1."""

    page_id: int
    score: float


def rarities(
    documents: Mapping[str, int], pages: int, *, ignored: Set[str] = frozenset()
) -> dict[str, float]:
    """Return how rare the tokens are that say something of a page, the rarest by the most.

    `documents` says in how many of the `pages` each token stands.
    """
    most = max(FEWEST, min(FEW, pages / 2), pages * COMMON)
    return {
        token: math.log((pages + 1) / count)
        for token, count in documents.items()
        if FEWEST <= count <= most and token not in ignored
    }


def make_vector(fields: Sequence[str], rare: Mapping[str, float]) -> Vector:
    """Return the vector of a page from its fields' tokens, the heaviest terms first."""
    often: defaultdict[str, float] = defaultdict(float)
    for weight, tokens in zip(WEIGHTS, fields, strict=True):
        for token, count in Counter(tokens.split()).items():
            often[token] += weight * count
    weights = [(math.sqrt(often[token]) * rare[token], token) for token in often if token in rare]
    # Those of the same weight by their letters, so that they are the same each time.
    heaviest = sorted(weights, reverse=True)[:MAX_TERMS]
    length = math.hypot(*(weight for weight, _token in heaviest)) or 1.0
    return {token: weight / length for weight, token in heaviest}


def cosine(one: Vector, other: Vector) -> float:
    """Return how much two pages have in common, from 0 to 1."""
    return sum(weight * one.get(term, 0.0) for term, weight in other.items())
