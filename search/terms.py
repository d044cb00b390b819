"""From the words of a query to what is looked for: tokens, other forms, corrections, weights."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Func, IntegerField

from search.backends.interface import Group
from search.function_words import is_function_word
from search.models import SearchPage
from search.query import QueryWord
from search.speller import Known, completions, corrections, count_begun, look_up
from search.statements import Statement
from search.words import Chunk, chunks, fold

MIN_PREFIX = 2
MAX_FORMS = 8
# Rare and unknown words for which others are looked up, beside the last.
MAX_EXPANDED = 5
# A beginning whose words stand in more pages than this, all in all, would take too long.
MAX_BEGUN = 20_000
# How much a page counts for that holds another form of a word than the one that was typed.
PARTS, COMPLETED, TYPED_ON, CORRECTED, SUSPECTED = 0.9, 0.8, 0.3, 0.9, 0.4
# A slip that may as well be the beginning of a word counts for so much less.
PREFIX_DOUBT = 0.4
# Words in so few pages may be the beginning of another, or a slip of one so many times as often.
LEAST = 0.2
# From so many terms on a query is read as a question, in which function words count for less.
QUESTION, FUNCTION = 4, 0.25
RARE, SUSPECT, SUSPECT_TIMES = 10, 2, 8

# As an aggregate it would be one for each row.
_ALL = Func(function="COUNT", template="%(function)s(*)", output_field=IntegerField())
_COUNT = Statement(lambda: SearchPage.objects.values_list(_ALL))

Sequence_ = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """Tokens in a row that stand for a term, and how much that is worth.

    With `is_begun` there is one, and any token counts that begins like it.
    """

    tokens: Sequence_
    weight: float = 1.0
    is_begun: bool = False

    @property
    def needle(self) -> str:
        """What a row of tokens that holds this form holds; each stands between spaces there."""
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

    @property
    def group(self) -> Group:
        """This term as an engine takes it."""
        whole = tuple(form.tokens for form in self.forms if not form.is_begun)
        begun = tuple(form.tokens[0] for form in self.forms if form.is_begun)
        return Group(whole, self.idf, self.is_phrase, begun)


@dataclass
class Reading:
    """The terms of a query, and what it reads like with its slips corrected."""

    terms: list[Term] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    pages: int = 0


def read_terms(
    wanted: Sequence[QueryWord], excluded: Sequence[QueryWord], *, language: str, correct: bool
) -> Reading:
    """Return what a query's words ask for, by the site's own vocabulary."""
    return _Reader(language, correct).read(wanted, excluded)


def idf(documents: int, pages: int) -> float:
    """Return the weight of a term that stands in so many of the pages, as BM25 has it."""
    documents = min(documents, pages)
    return math.log(1 + (pages - documents + 0.5) / (documents + 0.5))


class _Reader:
    def __init__(self, language: str, correct: bool) -> None:
        self._language, self._correct = language, correct
        self._reading = Reading(pages=_COUNT.column()[0])
        self._frequency: dict[str, int] = {}
        self._quiet: set[Form] = set()
        self._expanded = 0

    def read(self, wanted: Sequence[QueryWord], excluded: Sequence[QueryWord]) -> Reading:
        read = [(word, list(chunks(word.text, self._language))) for word in (*wanted, *excluded)]
        self._look_up([chunk for _word, pieces in read for chunk in pieces])
        last = read[len(wanted) - 1] if wanted else None
        for item in read:
            word, pieces = item
            pieces = [chunk for chunk in pieces if chunk.tokens]
            if not pieces:
                continue
            if word.is_excluded:
                self._reading.excluded.append(self._phrase(pieces))
            elif word.is_phrase:
                self._reading.terms.append(self._phrase(pieces))
            else:
                for chunk in pieces:
                    is_last = item is last and chunk is pieces[-1]
                    self._reading.terms += self._terms(chunk, is_last=is_last)
        terms = list({term.forms[0]: term for term in self._reading.terms}.values())
        self._reading.terms = terms if len(terms) < QUESTION else self._quietened(terms)
        return self._reading

    def _quietened(self, terms: Sequence[Term]) -> list[Term]:
        """Let the words that any question has count for less."""
        return [
            replace(term, idf=term.idf * FUNCTION) if term.forms[0] in self._quiet else term
            for term in terms
        ]

    def _look_up(self, pieces: Sequence[Chunk]) -> None:
        words = {word for chunk in pieces for word in (*chunk.words, *chunk.glued)}
        tokens = {token for chunk in pieces for token in chunk.tokens}
        for known in look_up(words, tokens):
            self._count(known)

    def _count(self, known: Known) -> None:
        # Pages may hold several words of one token: between the largest and their sum.
        self._frequency[known.token] = max(
            known.documents, self._frequency.get(known.token, 0) + known.documents // 2
        )
        self._frequency.setdefault(known.word, known.documents)

    def _phrase(self, pieces: Sequence[Chunk]) -> Term:
        tokens = tuple(token for chunk in pieces for token in chunk.tokens)
        forms = [Form(tokens)]
        if len(pieces) == 1:
            forms += [Form((word,)) for word in pieces[0].glued]
        return self._term(forms, is_phrase=len(tokens) > 1)

    def _terms(self, chunk: Chunk, *, is_last: bool) -> list[Term]:
        if len(chunk.tokens) == 1:
            return [self._word_term(chunk, is_last=is_last)]
        forms = [Form(chunk.tokens), *(Form((word,)) for word in chunk.glued)]
        if all(self._frequency.get(token) for token in chunk.tokens) or any(
            self._frequency.get(word) for word in chunk.glued
        ):
            return [self._term(forms)]
        # Something in it is unknown: its parts by themselves.
        return [
            self._word_term(Chunk((token,), words=(word,)), is_last=is_last)
            for token, word in zip(chunk.tokens, chunk.words, strict=False)
        ]

    def _word_term(self, chunk: Chunk, *, is_last: bool) -> Term:
        token, word = chunk.tokens[0], chunk.words[0]
        if is_function_word(word, self._language):
            self._quiet.add(Form((token,)))
        forms = [Form((token,))]
        if word != token and self._frequency.get(word):
            forms.append(Form((word,)))
        pieces = tuple(piece for piece in chunk.beside if piece != token)
        if len(pieces) > 1:
            forms.append(Form(pieces, PARTS))
        is_known = token in self._frequency or word in self._frequency
        documents = self._frequency.get(token, 0)
        if documents <= RARE and not is_last:
            self._expanded += 1
            if self._expanded > MAX_EXPANDED:
                return self._term(forms)
        if not is_known:
            return self._unknown(word, forms)
        if len(word) > MIN_PREFIX and (is_last or documents <= RARE):
            forms += self._completed(word, TYPED_ON)
        if documents <= SUSPECT:
            forms += self._suspected(word, documents)
        return self._term(forms)

    def _unknown(self, word: str, forms: list[Form]) -> Term:
        completed = self._completed(word, COMPLETED) if len(word) >= MIN_PREFIX else []
        corrected = self._corrected(word, is_prefix=bool(completed))
        return self._term([*completed, *corrected] or forms)

    def _suspected(self, word: str, documents: int) -> list[Form]:
        """Return what a word may be a slip of that stands in a page or two, as slips do."""
        if not self._correct:
            return []
        found = [known for known, _cost in corrections(word, 1)]
        often = [known for known in found if known.documents > SUSPECT_TIMES * documents]
        for known in often:
            self._frequency.setdefault(known.token, known.documents)
        return [Form((known.token,), SUSPECTED) for known in often]

    def _completed(self, word: str, weight: float) -> list[Form]:
        found = completions(word, MAX_FORMS, with_glued=True)
        for known in found:
            self._frequency.setdefault(known.token, known.documents)
        forms = [Form((token,), weight) for token in dict.fromkeys(each.token for each in found)]
        if len(found) < MAX_FORMS or count_begun(word) > MAX_BEGUN:
            return forms
        # Too many to name each; but a stem may be shorter than what was typed of its word.
        self._frequency.setdefault(word, found[0].documents)
        others = [form for form in forms if not form.tokens[0].startswith(word)]
        return [Form((word,), weight, is_begun=True), *others]

    def _corrected(self, word: str, *, is_prefix: bool) -> list[Form]:
        if not self._correct:
            return []
        found = corrections(word, MAX_FORMS)
        forms: dict[str, Form] = {}
        for known, cost in found:
            self._frequency.setdefault(known.token, known.documents)
            weight = max(LEAST, CORRECTED - 0.3 * (cost - found[0][1]) - PREFIX_DOUBT * is_prefix)
            forms.setdefault(known.token, Form((known.token,), weight))
        if found and not is_prefix:
            self._reading.corrections[word] = found[0][0].word
        return list(forms.values())

    def _term(self, forms: Sequence[Form], *, is_phrase: bool = False) -> Term:
        counts = [min(self._frequency.get(token, 0) for token in form.tokens) for form in forms]
        own = [count for count, form in zip(counts, forms, strict=True) if form.weight == 1]
        documents = max(own, default=0) or max(counts, default=0)
        weight = idf(documents, self._reading.pages)
        return Term(tuple(dict.fromkeys(forms)), sum(counts), weight, is_phrase)


def correct_text(text: str, fixes: dict[str, str]) -> str:
    """Return a query with the corrected words in place of those typed."""
    words = text.split(" ")
    return " ".join(fixes.get(fold(word.strip('"')), word) for word in words)
