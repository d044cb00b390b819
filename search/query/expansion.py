"""Expands the words of a query into terms: tokens, other forms, corrections, weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.analysis.function_words import is_function_word
from search.analysis.text import fold
from search.analysis.words import Chunk, chunks, unsigned
from search.query.frequencies import Frequencies
from search.query.query import QueryWord
from search.query.speller import completions, corrections, count_begun
from search.query.synonyms import other_spellings
from search.query.terms import QUESTION, Form, Term, TokenRow

MIN_PREFIX = 2
MAX_FORMS = 8
# Rare and unknown words for which others are looked up, beside the last.
MAX_EXPANDED = 5
# A beginning whose words stand in more pages than this, all in all, would take too long.
MAX_BEGUN = 20_000
# How much a page counts for that holds another form of a word than the one that was typed.
PARTS, COMPLETED, TYPED_ON, CORRECTED, SUSPECTED = 0.9, 0.8, 0.3, 0.9, 0.4
# The same of what the site's list has for it.
SYNONYM = 0.7
# A slip that may as well be the beginning of a word counts for so much less.
PREFIX_DOUBT = 0.4
# Words in so few pages may be the beginning of another, or a slip of one so many times as often.
LEAST = 0.2
# In a question function words count for less.
FUNCTION = 0.25
RARE, SUSPECT, SUSPECT_TIMES = 10, 2, 8


@dataclass
class Reading:
    """The terms of a query as it was typed; with its slips corrected, the same number.

    `corrected` is empty where no slip was found; `corrections` are the words that it replaces.
    """

    terms: list[Term] = field(default_factory=list)
    corrected: list[Term] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)


def read_terms(
    wanted: Sequence[QueryWord], excluded: Sequence[QueryWord], *, language: str, correct: bool
) -> Reading:
    """Return what a query's words ask for, by the site's own vocabulary."""
    return _Reader(language, correct).read(wanted, excluded)


class _Reader:
    def __init__(self, language: str, correct: bool) -> None:
        self._language, self._correct = language, correct
        self._frequencies = Frequencies()
        self._reading = Reading()
        self._quiet: set[Form] = set()
        # By its first form what a term that finds nothing may have been meant as.
        self._meant: dict[Form, Term] = {}
        self._expanded = 0

    def read(self, wanted: Sequence[QueryWord], excluded: Sequence[QueryWord]) -> Reading:
        read = [(word, list(chunks(word.text, self._language))) for word in (*wanted, *excluded)]
        others = self._other_spellings(read[: len(wanted)])
        self._load_frequencies([chunk for _word, pieces in read for chunk in pieces], others)
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
                    terms = self._chunk_terms(chunk, is_last=is_last)
                    if rows := self._held_rows(others.get(chunk, ())):
                        terms = [self._with_synonyms(term, rows) for term in terms]
                        # What is known by another name is no slip.
                        self._keep_as_typed(chunk)
                    self._reading.terms += terms
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

    def _other_spellings(
        self, read: Sequence[tuple[QueryWord, list[Chunk]]]
    ) -> dict[Chunk, tuple[TokenRow, ...]]:
        """Return what else the words are called that were typed without quotation marks."""
        pieces = [
            chunk for word, found in read if not word.is_phrase for chunk in found if chunk.tokens
        ]
        rows = other_spellings([chunk.tokens for chunk in pieces], self._language)
        return {chunk: found for chunk, found in zip(pieces, rows, strict=True) if found}

    def _held_rows(self, rows: Sequence[TokenRow]) -> list[TokenRow]:
        """Return those rows of tokens that pages have."""
        return [row for row in rows if all(map(self._frequencies.of, row))]

    def _with_synonyms(self, term: Term, rows: Sequence[TokenRow]) -> Term:
        forms = [Form(row, SYNONYM, is_synonym=True) for row in rows]
        return self._frequencies.term([*term.forms, *forms])

    def _keep_as_typed(self, chunk: Chunk) -> None:
        for token, word in zip(chunk.tokens, chunk.words, strict=False):
            self._meant.pop(Form((token,)), None)
            self._reading.corrections.pop(word, None)

    def _load_frequencies(
        self, pieces: Sequence[Chunk], others: Mapping[Chunk, Sequence[TokenRow]]
    ) -> None:
        words = {word for chunk in pieces for word in (*chunk.words, *chunk.glued)}
        tokens = {token for chunk in pieces for token in chunk.tokens}
        tokens |= {token for rows in others.values() for row in rows for token in row}
        self._frequencies.load(words, tokens)

    def _phrase_term(self, pieces: Sequence[Chunk]) -> Term:
        tokens = tuple(token for chunk in pieces for token in chunk.tokens)
        forms = [Form(tokens)]
        if len(pieces) == 1:
            forms += [Form((word,)) for word in pieces[0].glued]
        return self._frequencies.term(forms, is_phrase=len(tokens) > 1)

    def _chunk_terms(self, chunk: Chunk, *, is_last: bool) -> list[Term]:
        if len(chunk.tokens) == 1:
            return [self._word_term(chunk, is_last=is_last)]
        forms = [Form(chunk.tokens), *(Form((word,)) for word in chunk.glued)]
        begun = self._completed_forms(chunk.glued[0], COMPLETED) if is_last and chunk.glued else []
        if begun:
            # A compound that is still being typed: its last part begins another.
            return [self._frequencies.term([*forms, *begun])]
        if all(self._frequencies.of(token) for token in chunk.tokens) or any(
            self._frequencies.of(word) for word in chunk.glued
        ):
            return [self._frequencies.term(forms)]
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
        if word != token and self._frequencies.of(word):
            forms.append(Form((word,)))
        forms += [Form((other,)) for other in self._frequencies.tokens_of(word) if other != token]
        pieces = tuple(piece for piece in chunk.beside if piece != token)
        if len(pieces) > 1:
            forms.append(Form(pieces, PARTS))
        is_known = any(map(self._frequencies.is_known, (token, word)))
        documents = self._frequencies.of(token)
        if documents <= RARE and not is_last:
            self._expanded += 1
            if self._expanded > MAX_EXPANDED:
                return self._frequencies.term(forms)
        if not is_known:
            return self._unknown_word_term(word, forms)
        if len(word) > MIN_PREFIX and (is_last or documents <= RARE):
            forms += self._completed_forms(word, TYPED_ON)
        if documents <= SUSPECT:
            forms += self._forms_if_slip(word, documents)
        return self._frequencies.term(forms)

    def _unknown_word_term(self, word: str, forms: list[Form]) -> Term:
        """Return the term of a word that no page has; what it may be a slip of is set aside.

        The beginning of a word may as well be a slip of another, and is looked for as both.
        """
        completed = self._completed_forms(word, COMPLETED) if len(word) >= MIN_PREFIX else []
        corrected = self._corrected_forms(word, is_prefix=bool(completed))
        if completed:
            return self._frequencies.term([*completed, *corrected])
        if corrected:
            self._meant[forms[0]] = replace(self._frequencies.term(corrected), is_corrected=True)
        return self._frequencies.term(forms)

    def _forms_if_slip(self, word: str, documents: int) -> list[Form]:
        """Return what a word may be a slip of that stands in a page or two, as slips do."""
        if not self._correct:
            return []
        found = [each.known for each in corrections(word, 1)]
        often = [known for known in found if known.documents > SUSPECT_TIMES * documents]
        self._frequencies.add(often)
        return [Form((known.token,), SUSPECTED) for known in often]

    def _completed_forms(self, word: str, weight: float) -> list[Form]:
        found = completions(word, MAX_FORMS, with_glued=True)
        self._frequencies.add(found)
        forms = [Form((token,), weight) for token in dict.fromkeys(each.token for each in found)]
        if len(found) < MAX_FORMS or count_begun(word) > MAX_BEGUN:
            return forms
        # Too many to name each; but a stem may be shorter than what was typed of its word.
        self._frequencies.set_default(word, found[0].documents)
        others = [form for form in forms if not form.tokens[0].startswith(word)]
        return [Form((word,), weight, is_begun=True), *others]

    def _corrected_forms(self, word: str, *, is_prefix: bool) -> list[Form]:
        # The signs of `C#` are letters in its token, not in what was typed.
        if not self._correct or unsigned(word) != word:
            return []
        near = corrections(word, MAX_FORMS)
        found = [each for each in near if not is_function_word(each.known.word, self._language)]
        forms: dict[str, Form] = {}
        self._frequencies.add(each.known for each in found)
        for known, cost in found:
            weight = CORRECTED - 0.3 * (cost - found[0].cost) - PREFIX_DOUBT * is_prefix
            forms.setdefault(known.token, Form((known.token,), max(LEAST, weight)))
        if found and not is_prefix:
            self._reading.corrections[word] = found[0].known.word
        return list(forms.values())


def correct_text(text: str, fixes: dict[str, str]) -> str:
    """Return a query with the corrected words in place of those typed."""
    words = text.split(" ")
    return " ".join(fixes.get(fold(word.strip('"')), word) for word in words)
