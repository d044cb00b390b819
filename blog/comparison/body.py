"""Compares two bodies block by block: which came, went, moved, and what changed in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count, groupby, islice
from typing import Any

from django.utils.translation import ngettext
from rapidfuzz.distance import Indel
from wagtail.blocks import StreamValue

from blog.comparison.differ import Kind, stretches
from blog.comparison.part import Part
from blog.comparison.parts import changed_parts
from blog.comparison.words import words_of

Child = StreamValue.StreamChild

# A block that came and one that went are one block if so much of both is the same; of so many.
LEAST_ALIKE, MOST_TRIED, MOST_WORDS = 0.6, 20, 5_000


@dataclass(frozen=True)
class BlockChange:
    """A block of either body: its kind, its number in the newer body that has it, its changes."""

    kind: Kind
    label: str
    number: int
    parts: list[Part] = field(default_factory=list)
    moved_from: int | None = None

    @property
    def is_moved(self) -> bool:
        return self.moved_from is not None

    @property
    def is_changed(self) -> bool:
        return self.kind is not Kind.SAME or bool(self.parts) or self.is_moved


@dataclass(frozen=True)
class BodyChanges:
    """All blocks of two bodies in the order of the new one."""

    blocks: list[BlockChange]

    @property
    def runs(self) -> list[tuple[bool, list[BlockChange]]]:
        """The blocks in runs that changed or didn't."""
        grouped = groupby(self.blocks, key=lambda block: block.is_changed)
        return [(is_changed, list(blocks)) for is_changed, blocks in grouped]

    @property
    def changed(self) -> list[BlockChange]:
        return [block for block in self.blocks if block.is_changed]

    @cached_property
    def words_removed(self) -> int:
        return self._words(Kind.REMOVED)

    @cached_property
    def words_added(self) -> int:
        return self._words(Kind.ADDED)

    @property
    def in_words(self) -> str:
        """How many blocks and words changed."""
        blocks, added, removed = len(self.changed), self.words_added, self.words_removed
        sums = (
            ngettext("%(counter)s block changed", "%(counter)s blocks changed", blocks),
            ngettext("%(counter)s word added", "%(counter)s words added", added),
            ngettext("%(counter)s removed", "%(counter)s removed", removed),
        )
        counts = zip(sums, (blocks, added, removed), strict=True)
        return ", ".join(text % {"counter": number} for text, number in counts)

    def _words(self, kind: Kind) -> int:
        return sum(part.word_count(kind) for block in self.blocks for part in block.parts)


def compare_bodies(old: StreamValue, new: StreamValue) -> BodyChanges:
    """Return what became of each block."""
    before, after = list(old), list(new)
    names = _names_of(before, after)
    return BodyChanges(list(_changes(before, after, *names)))


def _changes(
    old: Sequence[Child], new: Sequence[Child], old_names: list[int], new_names: list[int]
) -> Iterator[BlockChange]:
    places = {name: place for place, name in enumerate(old_names)}
    kept = set(new_names)
    for stretch in stretches(old_names, new_names):
        for place in stretch.old if stretch.kind is Kind.REMOVED else ():
            if old_names[place] not in kept:
                yield _lone(Kind.REMOVED, old[place], place)
        for place in stretch.new:
            earlier = places.get(new_names[place])
            if earlier is None:
                yield _lone(Kind.ADDED, new[place], place)
            else:
                is_moved = stretch.kind is Kind.ADDED
                yield _pair(old[earlier], new[place], place, earlier if is_moved else None)


def _lone(kind: Kind, child: Child, place: int) -> BlockChange:
    values = (child.value, None) if kind is Kind.REMOVED else (None, child.value)
    parts = changed_parts(child.block, *values)
    return BlockChange(kind, str(child.block.label), place + 1, parts)


def _pair(old: Child, new: Child, place: int, earlier: int | None) -> BlockChange:
    parts = [] if _raw(old) == _raw(new) else changed_parts(new.block, old.value, new.value)
    moved_from = None if earlier is None else earlier + 1
    return BlockChange(Kind.SAME, str(new.block.label), place + 1, parts, moved_from)


def _names_of(old: Sequence[Child], new: Sequence[Child]) -> tuple[list[int], list[int]]:
    """Return a number for each block, the same for one that both bodies have.

    It is one whose id and value stayed, or whose value stayed (pasted or imported anew it has
    another id), or whose id and type did, or most of whose words did.
    """
    numbers = count()
    sides = [dict.fromkeys(range(len(side)), -1) for side in (old, new)]
    for key_of in (_id_and_value, _value, _id_and_type):
        free: dict[Any, list[int]] = {}
        for place in (place for place, name in sides[0].items() if name < 0):
            free.setdefault(key_of(old[place]), []).append(place)
        for place in [place for place, name in sides[1].items() if name < 0]:
            if found := free.get(key_of(new[place])):
                sides[0][found.pop(0)] = sides[1][place] = next(numbers)
    for place in [place for place, name in sides[1].items() if name < 0]:
        others = (other for other, name in sides[0].items() if name < 0)
        if (found := _most_alike(new[place], old, islice(others, MOST_TRIED))) is not None:
            sides[0][found] = sides[1][place] = next(numbers)
    for side in sides:
        side.update({place: next(numbers) for place, name in side.items() if name < 0})
    return list(sides[0].values()), list(sides[1].values())


def _most_alike(child: Child, old: Sequence[Child], places: Iterable[int]) -> int | None:
    """Return the first place of a block of the same type that shares most of its words."""
    words = _words_of(child)
    same_type = (place for place in places if old[place].block_type == child.block_type)
    is_alike = partial(Indel.normalized_similarity, words, score_cutoff=LEAST_ALIKE)
    return next((place for place in same_type if is_alike(_words_of(old[place]))), None)


def _words_of(child: Child) -> list[str]:
    return words_of(child.block.to_markdown(child.value))[:MOST_WORDS]


def _raw(child: Child) -> str:
    return repr(child.block.get_prep_value(child.value))


def _value(child: Child) -> tuple[str, str]:
    return child.block_type, _raw(child)


def _id_and_value(child: Child) -> tuple[str | None, str, str]:
    return child.id, child.block_type, _raw(child)


def _id_and_type(child: Child) -> tuple[str | None, str]:
    return child.id, child.block_type
