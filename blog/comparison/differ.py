"""Finds the fewest changes that make one sequence another."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# Old times new elements beyond what both begin and end with: 50 MB and .1 s of a processor. Of
# more, which no editor types, all counts as replaced.
MOST_PAIRS = 400_000_000


class Kind(StrEnum):
    """What became of a part; the value is its name in classes of the style sheet."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Elements of one kind next to each other: `old` and `new` are places, one of them empty
    where the elements are on one side only."""

    kind: Kind
    old: range
    new: range


def stretches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Stretch]:
    """Yield the stretches of two sequences in order, what was removed before what took its place.

    They keep a longest common subsequence (Hyyrö's bit-parallel algorithm, by rapidfuzz).
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    if head:
        yield Stretch(Kind.SAME, range(head), range(head))
    yield from _joined(_changes(old[head : ends[0]], new[head : ends[1]], head))
    if tail:
        yield Stretch(Kind.SAME, range(ends[0], len(old)), range(ends[1], len(new)))


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Return how many elements both sequences begin with."""
    shorter = min(len(old), len(new))
    return next((place for place in range(shorter) if old[place] != new[place]), shorter)


def _changes(old: Sequence[Hashable], new: Sequence[Hashable], start: int) -> Iterator[Stretch]:
    if len(old) * len(new) > MOST_PAIRS:
        yield Stretch(Kind.REMOVED, range(start, start + len(old)), range(start, start))
        yield Stretch(Kind.ADDED, range(start, start), range(start, start + len(new)))
        return
    kinds = {"equal": Kind.SAME, "delete": Kind.REMOVED, "insert": Kind.ADDED}
    for tag, old_start, old_end, new_start, new_end in Indel.opcodes(list(old), list(new)):
        yield Stretch(
            kinds[tag],
            range(start + old_start, start + old_end),
            range(start + new_start, start + new_end),
        )


def _joined(changes: Iterator[Stretch]) -> Iterator[Stretch]:
    """Yield changes, of those between two same stretches all that is removed first."""
    removed: list[Stretch] = []
    added: list[Stretch] = []
    for each in changes:
        if each.kind is Kind.SAME:
            yield from _runs(removed, added)
            removed, added = [], []
            yield each
        else:
            (removed if each.kind is Kind.REMOVED else added).append(each)
    yield from _runs(removed, added)


def _runs(removed: list[Stretch], added: list[Stretch]) -> Iterator[Stretch]:
    if removed:
        old = range(removed[0].old.start, removed[-1].old.stop)
        yield Stretch(Kind.REMOVED, old, range(0))
    if added:
        yield Stretch(Kind.ADDED, range(0), range(added[0].new.start, added[-1].new.stop))
