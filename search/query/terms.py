"""Holds what a query looks for: terms with their forms and weights."""

import math
from dataclasses import dataclass

from search.database.interface import Group

# From so many terms on a query is read as a question.
QUESTION = 4

TokenRow = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """Tokens in a row that stand for a term, and how much that is worth.

    With `is_begun` there is one, and any token counts that begins like it. `is_synonym` where the
    site's list has it, not the reader.
    """

    tokens: TokenRow
    weight: float = 1.0
    is_begun: bool = False
    is_synonym: bool = False

    @property
    def needle(self) -> str:
        """Return what to look for in a row of tokens, where each stands between spaces."""
        return f" {' '.join(self.tokens)}" if self.is_begun else f" {' '.join(self.tokens)} "


@dataclass(frozen=True)
class Term:
    """One thing looked for, in any of its forms; the first is what was typed or meant.

    `documents` is an estimate of the pages that hold it; `idf` is high for what few hold.
    """

    forms: tuple[Form, ...]
    documents: int
    idf: float
    is_phrase: bool = False
    is_corrected: bool = False

    @property
    def group(self) -> Group:
        """Return this term as an engine takes it."""
        whole = tuple(form.tokens for form in self.forms if not form.is_begun)
        begun = tuple(form.tokens[0] for form in self.forms if form.is_begun)
        return Group(whole, self.idf, begun)


def idf(documents: int, pages: int) -> float:
    """Return the weight of a term that stands in so many of the pages, as BM25 has it."""
    documents = min(documents, pages)
    return math.log(1 + (pages - documents + 0.5) / (documents + 0.5))
