"""Holds in how many pages the words of a query stand, and makes terms of them."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Func, IntegerField

from search.database.statements import Statement
from search.models import SearchPage
from search.public.once_per_change import once_per_change
from search.query.speller import Known, look_up
from search.query.terms import Form, Term, idf

# As an aggregate it would be one for each row.
_ALL = Func(function="COUNT", template="%(function)s(*)", output_field=IntegerField())
_COUNT = Statement(lambda: SearchPage.objects.values_list(_ALL))


@once_per_change
def _count_pages() -> int:
    """Return how many pages are indexed; to count them takes longer the more there are."""
    (count,) = _COUNT.column()
    return count


class Frequencies:
    """In how many of the site's pages words and tokens stand, as far as that was looked up."""

    def __init__(self) -> None:
        self.pages = _count_pages()
        self._documents: dict[str, int] = {}
        # The tokens of a word that pages of several languages have.
        self._tokens: dict[str, list[str]] = {}

    def load(self, words: Collection[str], tokens: Collection[str]) -> None:
        """Look up words and tokens; one query."""
        for known in look_up(words, tokens):
            # Pages may hold several words of one token: between the largest and their sum.
            self._documents[known.token] = max(
                known.documents, self.of(known.token) + known.documents // 2
            )
            self._documents.setdefault(known.word, known.documents)
            self._tokens.setdefault(known.word, []).append(known.token)

    def add(self, found: Iterable[Known]) -> None:
        """Count the tokens of words that were found otherwise, where they aren't counted yet."""
        for known in found:
            self.set_default(known.token, known.documents)

    def set_default(self, token: str, documents: int) -> None:
        """Count a token that isn't counted yet."""
        self._documents.setdefault(token, documents)

    def of(self, token: str) -> int:
        """Return in about how many pages a word or a token stands."""
        return self._documents.get(token, 0)

    def is_known(self, word: str) -> bool:
        return word in self._documents

    def tokens_of(self, word: str) -> Sequence[str]:
        """Return a word's tokens in the languages of the pages that have it."""
        return self._tokens.get(word, ())

    def term(self, forms: Sequence[Form], *, is_phrase: bool = False) -> Term:
        """Return the term of some forms, weighed by the pages that hold them."""
        counts = [min(map(self.of, form.tokens)) for form in forms]
        own = [count for count, form in zip(counts, forms, strict=True) if form.weight == 1]
        documents = max(own, default=0) or max(counts, default=0)
        weight = idf(documents, self.pages)
        return Term(tuple(dict.fromkeys(forms)), sum(counts), weight, is_phrase)
