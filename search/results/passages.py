"""Chooses the passage of a text that answers a query best, and where it begins and ends."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.results.marking import Span
from search.results.query_tokens import QueryTokens

# Characters that a passage has as a rule, and at most.
LENGTH, LONGEST = 200, 250
# Characters of words that stand together.
TOGETHER = 150
# What it takes off that words stand at the ends of that, and what it adds that one stands again.
APART, AGAIN, MOST_AGAIN = 0.5, 0.04, 5
# Words that are looked at for one passage.
MAX_SPANS = 30
# Characters before what was found in which the beginning of its sentence is looked for.
SENTENCE = 140
# Lines of code before and behind the one with most of what was found.
LINES_BEFORE, LINES_BEHIND = 1, 4
# The end of a sentence, or of a block.
_END = re.compile(r"(?<!e\.g)(?<!i\.e)[.!?][\"'”’»)\]]*[ \t]+(?=[^\sa-z])|[。！？]|\n")


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
    if passage.end > LENGTH * 3 // 4:
        start, is_cut_before = _beginning(text, passage)
    least, most = max(passage.end, start + LENGTH // 2), start + LONGEST
    if len(text) <= most:
        return Edges(start, len(text), is_cut_before)
    ends = [match.end() for match in _END.finditer(text, least, most)]
    if ends:
        return Edges(start, ends[-1], is_cut_before)
    end = max(passage.end, start + LENGTH)
    space = max(text.rfind(sign, passage.end, end + 1) for sign in " \t")
    return Edges(start, space if space > start + LENGTH // 2 else end, is_cut_before, True)


def _beginning(text: str, passage: Passage) -> tuple[int, bool]:
    """Return where the sentence, item or cell of a passage begins, or else a word before it."""
    earliest = max(0, min(passage.start, max(passage.start - SENTENCE, passage.end - LONGEST)))
    ends = [match.end() for match in _END.finditer(text, earliest, passage.start)]
    if ends or not earliest:
        return (ends[-1] if ends else 0), False
    cell = text.rfind("\t", earliest, passage.start)
    if cell >= 0:
        return cell + 1, False
    near = max(earliest, passage.start - LENGTH // 4)
    space = text.find(" ", near, passage.start)
    return (space + 1 if space >= 0 else passage.start), True


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
