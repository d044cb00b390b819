"""Expands the words of a query into terms: tokens, other forms, corrections, weights."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Func, IntegerField

from search.analysis.function_words import is_function_word
from search.analysis.text import fold
from search.analysis.words import Chunk, chunks
from search.database.statements import Statement
from search.models import SearchPage
from search.query.query import QueryWord
from search.query.speller import Known, completions, corrections, count_begun, look_up
from search.query.terms import Form, Term, idf

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


@dataclass
class Reading:
    """The terms of a query as it was typed; with its slips corrected, the same number.

    `corrected` is empty where no slip was found; `corrections` are the words that it replaces.
    """

    terms: list[Term] = field(default_factory=list)
    corrected: list[Term] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    pages: int = 0


def read_terms(
    wanted: Sequence[QueryWord], excluded: Sequence[QueryWord], *, language: str, correct: bool
) -> Reading:
    """Return what a query's words ask for, by the site's own vocabulary."""
    return _Reader(language, correct).read(wanted, excluded)


class _Reader:
    def __init__(self, language: str, correct: bool) -> None:
        self._language, self._correct = language, correct
        (pages,) = _COUNT.column()
        self._reading = Reading(pages=pages)
        self._frequency: dict[str, int] = {}
        # The tokens of a word that pages of several languages have.
        self._tokens: dict[str, list[str]] = {}
        self._quiet: set[Form] = set()
        # By its first form what a term that finds nothing may have been meant as.
        self._meant: dict[Form, Term] = {}
        self._expanded = 0

    def read(self, wanted: Sequence[QueryWord], excluded: Sequence[QueryWord]) -> Reading:
        read = [(word, list(chunks(word.text, self._language))) for word in (*wanted, *excluded)]
        self._load_frequencies([chunk for _word, pieces in read for chunk in pieces])
        last = read[len(wanted) - 1] if wanted else None
        for item in read:
            word, pieces = item
            pieces = [chunk for chunk in pieces if chunk.tokens]
            if not pieces:
                continue
            if word.is_excluded:
                self._reading.excluded.append(self._phrase_term(pieces))
            elif word.is_phrase:
                self._reading.terms.append(self._phrase_term(pieces))
            else:
                for chunk in pieces:
                    is_last = item is last and chunk is pieces[-1]
                    self._reading.terms += self._chunk_terms(chunk, is_last=is_last)
        terms = list({term.forms[0]: term for term in self._reading.terms}.values())
        self._reading.terms = self._weighed(terms)
        if self._meant:
            meant = [self._meant.get(term.forms[0], term) for term in terms]
            self._reading.corrected = self._weighed(meant)
        return self._reading

    def _weighed(self, terms: list[Term]) -> list[Term]:
        return terms if len(terms) < QUESTION else self._with_less_for_function_words(terms)

    def _with_less_for_function_words(self, terms: Sequence[Term]) -> list[Term]:
        """Let the words that any question has count for less."""
        return [
            replace(term, idf=term.idf * FUNCTION) if term.forms[0] in self._quiet else term
            for term in terms
        ]

    def _load_frequencies(self, pieces: Sequence[Chunk]) -> None:
        words = {word for chunk in pieces for word in (*chunk.words, *chunk.glued)}
        tokens = {token for chunk in pieces for token in chunk.tokens}
        for known in look_up(words, tokens):
            self._add_frequency(known)

    def _add_frequency(self, known: Known) -> None:
        # Pages may hold several words of one token: between the largest and their sum.
        self._frequency[known.token] = max(
            known.documents, self._frequency.get(known.token, 0) + known.documents // 2
        )
        self._frequency.setdefault(known.word, known.documents)
        self._tokens.setdefault(known.word, []).append(known.token)

    def _phrase_term(self, pieces: Sequence[Chunk]) -> Term:
        tokens = tuple(token for chunk in pieces for token in chunk.tokens)
        forms = [Form(tokens)]
        if len(pieces) == 1:
            forms += [Form((word,)) for word in pieces[0].glued]
        return self._make_term(forms, is_phrase=len(tokens) > 1)

    def _chunk_terms(self, chunk: Chunk, *, is_last: bool) -> list[Term]:
        if len(chunk.tokens) == 1:
            return [self._word_term(chunk, is_last=is_last)]
        forms = [Form(chunk.tokens), *(Form((word,)) for word in chunk.glued)]
        begun = self._completed_forms(chunk.glued[0], COMPLETED) if is_last and chunk.glued else []
        if begun:
            # A compound that is still being typed: its last part begins another.
            return [self._make_term([*forms, *begun])]
        if all(self._frequency.get(token) for token in chunk.tokens) or any(
            self._frequency.get(word) for word in chunk.glued
        ):
            return [self._make_term(forms)]
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
        forms += [Form((other,)) for other in self._tokens.get(word, ()) if other != token]
        pieces = tuple(piece for piece in chunk.beside if piece != token)
        if len(pieces) > 1:
            forms.append(Form(pieces, PARTS))
        is_known = token in self._frequency or word in self._frequency
        documents = self._frequency.get(token, 0)
        if documents <= RARE and not is_last:
            self._expanded += 1
            if self._expanded > MAX_EXPANDED:
                return self._make_term(forms)
        if not is_known:
            return self._unknown_word_term(word, forms)
        if len(word) > MIN_PREFIX and (is_last or documents <= RARE):
            forms += self._completed_forms(word, TYPED_ON)
        if documents <= SUSPECT:
            forms += self._forms_if_slip(word, documents)
        return self._make_term(forms)

    def _unknown_word_term(self, word: str, forms: list[Form]) -> Term:
        """Return the term of a word that no page has; what it may be a slip of is set aside.

        The beginning of a word may as well be a slip of another, and is looked for as both.
        """
        completed = self._completed_forms(word, COMPLETED) if len(word) >= MIN_PREFIX else []
        corrected = self._corrected_forms(word, is_prefix=bool(completed))
        if completed:
            return self._make_term([*completed, *corrected])
        if corrected:
            self._meant[forms[0]] = replace(self._make_term(corrected), is_corrected=True)
        return self._make_term(forms)

    def _forms_if_slip(self, word: str, documents: int) -> list[Form]:
        """Return what a word may be a slip of that stands in a page or two, as slips do."""
        if not self._correct:
            return []
        found = [each.known for each in corrections(word, 1)]
        often = [known for known in found if known.documents > SUSPECT_TIMES * documents]
        for known in often:
            self._frequency.setdefault(known.token, known.documents)
        return [Form((known.token,), SUSPECTED) for known in often]

    def _completed_forms(self, word: str, weight: float) -> list[Form]:
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

    def _corrected_forms(self, word: str, *, is_prefix: bool) -> list[Form]:
        if not self._correct:
            return []
        near = corrections(word, MAX_FORMS)
        found = [each for each in near if not is_function_word(each.known.word, self._language)]
        forms: dict[str, Form] = {}
        for known, cost in found:
            self._frequency.setdefault(known.token, known.documents)
            weight = CORRECTED - 0.3 * (cost - found[0].cost) - PREFIX_DOUBT * is_prefix
            forms.setdefault(known.token, Form((known.token,), max(LEAST, weight)))
        if found and not is_prefix:
            self._reading.corrections[word] = found[0].known.word
        return list(forms.values())

    def _make_term(self, forms: Sequence[Form], *, is_phrase: bool = False) -> Term:
        counts = [min(self._frequency.get(token, 0) for token in form.tokens) for form in forms]
        own = [count for count, form in zip(counts, forms, strict=True) if form.weight == 1]
        documents = max(own, default=0) or max(counts, default=0)
        weight = idf(documents, self._reading.pages)
        return Term(tuple(dict.fromkeys(forms)), sum(counts), weight, is_phrase)


def correct_text(text: str, fixes: dict[str, str]) -> str:
    """Return a query with the corrected words in place of those typed."""
    words = text.split(" ")
    return " ".join(fixes.get(fold(word.strip('"')), word) for word in words)
