"""Chooses the passage of a text that answers a query best, and where it begins and ends."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.results.marking import Span
from search.results.query_tokens import QueryTokens

# Characters that a passage has as a rule, and at most, so that its sentence is whole.
LENGTH, LONGEST = 200, 300
# Characters that say little by themselves.
LITTLE = 60
# Characters of words that stand together.
TOGETHER = 150
# What it takes off that words stand at the ends of that, and what it adds that one stands again.
APART, AGAIN, MOST_AGAIN = 0.5, 0.04, 5
# Words that are looked at for one passage.
MAX_SPANS = 30
# Characters before what was found in which the beginning of its sentence is looked for.
SENTENCE = 220
# Characters of a page that are looked through for the sentence that introduces it.
OPENING = 500
# Letters that a sentence has at least.
LETTERS = 6
# Lines of code before and behind the one with most of what was found.
LINES_BEFORE, LINES_BEHIND = 1, 4
# The end of a sentence, or of a block.
_END = re.compile(r"(?<!e\.g)(?<!i\.e)[.!?][\"'”’»)\]]*[ \t]+(?=[^\sa-z])|[。！？]|\n")
_CLAUSE = re.compile(r"[,;:–—] |\(")
# A label and what it is, an element of HTML, or code that stands in prose.
_FURNITURE = re.compile(
    r"\W*[A-Z][\w-]*(?: [\w-]+)?: |\s*<[A-Za-z/!]|\s*(?:import|export) [^.]*[{=\"'‘“]"
)


class Passage(NamedTuple):
    """Where the words of a query stand together in a text, and what that is worth."""

    start: int = 0
    end: int = 0
    worth: float = 0.0


class Edges(NamedTuple):
    """Where a passage begins and ends, and whether it is cut there within a sentence."""

    start: int
    end: int
    is_cut_before: bool = False
    is_cut_behind: bool = False


def best_passage(spans: Sequence[Span], wanted: QueryTokens) -> Passage:
    """Return where most of a query stands, as near together as may be; the beginning, else."""
    best = Passage()
    bits = [wanted.bits(span.tokens) for span in spans]
    for number, first in enumerate(spans):
        found, end, count = 0, first.start, 0
        for place in range(number, min(number + MAX_SPANS, len(spans))):
            if spans[place].end > first.start + TOGETHER and count:
                break
            count += 1
            if bits[place] | found != found:
                found, end = bits[place] | found, spans[place].end
        apart = APART * (end - first.start) / TOGETHER
        worth = wanted.worth(found) - apart + AGAIN * min(count, MOST_AGAIN)
        if worth > best.worth:
            best = Passage(first.start, end, worth)
    return best


def prose_edges(text: str, passage: Passage) -> Edges:
    """Return the edges of what is shown of prose: whole sentences and items where these fit."""
    start, is_cut_before = 0, False
    # A paragraph's own beginning says more than its middle.
    if passage.end > LENGTH * 3 // 4 or "\n" in text[: passage.start]:
        start, is_cut_before = _beginning(text, passage)
    end, is_cut_behind = _ending(text, start, passage.end)
    while not is_cut_before and start > 0 and end - start < LITTLE:
        # An item of a few words, with what stands before it.
        before = text.rfind("\n", 0, start - 1) + 1
        if end - before > LENGTH:
            break
        start = before
    return Edges(start, end, is_cut_before, is_cut_behind)


def opening_edges(text: str, spans: Sequence[Span]) -> Edges:
    """Return the edges of what a page is introduced by: its first sentence, as a rule.

    Where that names nothing of what was looked for, the first near it that does.
    """
    sentences = list(_introducing(text))
    start = sentences[0][0] if sentences else 0
    for begin, sentence in sentences:
        if any(begin <= span.start < begin + len(sentence) for span in spans):
            start = begin
            break
    end, is_cut_behind = _ending(text, start, start)
    return Edges(start, end, False, is_cut_behind)


def introduction(text: str) -> str:
    """Return a text from its first sentence on that introduces it; nothing without one."""
    start, _sentence = next(_introducing(text), (len(text), ""))
    return text[start:]


def _introducing(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first sentences of a text, each with its place.

    Without what only labels it, as `Status: done`, and what is no prose.
    """
    return (each for each in _first_sentences(text) if not _is_furniture(each[1]))


def _first_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences and items that a text begins with, each with its place."""
    start = 0
    for match in _END.finditer(text, 0, OPENING):
        yield start, text[start : match.start() + 1]
        start = match.end()
    yield start, text[start:]


def _is_furniture(sentence: str) -> bool:
    return _FURNITURE.match(sentence) is not None or sum(map(str.isalpha, sentence)) < LETTERS


def _beginning(text: str, passage: Passage) -> tuple[int, bool]:
    """Return where the sentence, item or cell of a passage begins, or else a clause or a word."""
    earliest = max(0, min(passage.start, max(passage.start - SENTENCE, passage.end - LONGEST)))
    ends = [match.end() for match in _END.finditer(text, earliest, passage.start)]
    if ends or not earliest:
        return (ends[-1] if ends else 0), False
    cell = text.rfind("\t", earliest, passage.start)
    if cell >= 0:
        return cell + 1, False
    clauses = [match.end() for match in _CLAUSE.finditer(text, earliest, passage.start)]
    if clauses:
        return clauses[-1], True
    near = max(earliest, passage.start - LENGTH // 4)
    space = text.find(" ", near, passage.start)
    return (space + 1 if space >= 0 else passage.start), True


def _ending(text: str, start: int, found: int) -> tuple[int, bool]:
    """Return where a passage ends, and whether that is within a sentence.

    With its paragraph, where that says enough, or else with a sentence.
    """
    least, most = max(found, start + LENGTH // 2), max(found, start + LENGTH * 5 // 4)
    border = text.find("\n", least, most)
    if border >= 0:
        return border, False
    if len(text) <= most:
        return len(text), False
    ends = [match.end() for match in _END.finditer(text, least, most)]
    if ends:
        return ends[-1], False
    end = max(found, start + LENGTH)
    space = max(text.rfind(sign, found, end + 1) for sign in " \t")
    return (space if space > start + LENGTH // 2 else end), True


def code_edges(text: str, start: int) -> Edges:
    """Return the edges of the whole lines around what was found, within blank lines."""
    begin = text.rfind("\n", 0, start) + 1
    for _line in range(LINES_BEFORE):
        before = text.rfind("\n", 0, max(0, begin - 1)) + 1
        if begin and text[before : begin - 1].strip() and start - before <= LENGTH:
            begin = before
    end = _line_end(text, start)
    for _line in range(LINES_BEHIND):
        after = _line_end(text, end + 1)
        if not text[end + 1 : after].strip() or after - begin > 2 * LENGTH:
            break
        end = after
    return Edges(begin, end)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
