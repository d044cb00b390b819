"""Merges what a file became anew into a body that editors changed since: neither side loses."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

Block = dict[str, Any]

BOTH_CHANGED = "changed here and in the file, both stand one below the other"
REMOVED_HERE = "removed here and changed in the file, still left out"
GONE_THERE = "gone from the file and changed here, kept"


@dataclass
class Merged:
    """A merged body; `told` says what an editor should look at: what it is, and the block."""

    blocks: list[Block] = field(default_factory=list)
    told: list[tuple[str, Block]] = field(default_factory=list)


def merge(base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]) -> Merged:
    """Merge two bodies that both come from `base`, told apart by their blocks' ids.

    Where the file moved blocks, its order counts, else ours; what only one side has follows what
    it followed there.
    """
    return _Merge(base, ours, theirs).done()


class _Merge:
    def __init__(
        self, base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]
    ) -> None:
        self._base, self._ours, self._theirs = _by_id(base), _by_id(ours), _by_id(theirs)
        self._merged = Merged()

    def done(self) -> Merged:
        kept = {name: self._kept(name) for name in {**self._ours, **self._theirs}}
        for name in self._order():
            self._merged.blocks += kept[name]
        return self._merged

    def _order(self) -> list[str]:
        both = [name for name in self._theirs if name in self._ours and name in self._base]
        is_moved = both != [name for name in self._base if name in set(both)]
        first, second = (self._theirs, self._ours) if is_moved else (self._ours, self._theirs)
        return _woven(list(first), second)

    def _kept(self, name: str) -> list[Block]:
        """Return what stands of one block: nothing, it, or both versions of it."""
        base, ours, theirs = (each.get(name) for each in (self._base, self._ours, self._theirs))
        if ours is None and theirs is not None:
            return self._new_or_removed(base, theirs)
        if theirs is None and ours is not None:
            return self._own_or_gone(base, ours)
        if ours is None or theirs is None:
            return []
        merged = _merged_value(base or {}, ours, theirs)
        if merged is not _CONFLICT:
            return [merged]
        self._merged.told.append((BOTH_CHANGED, ours))
        copy = {**theirs, "id": _id_of_copy(theirs)}
        return [ours] if copy["id"] in self._ours else [ours, copy]

    def _new_or_removed(self, base: Block | None, theirs: Block) -> list[Block]:
        if base is None:
            return [theirs]
        if not _is_same(base, theirs):
            self._merged.told.append((REMOVED_HERE, theirs))
        return []

    def _own_or_gone(self, base: Block | None, ours: Block) -> list[Block]:
        if base is None:
            return [ours]
        if _is_same(base, ours):
            return []
        self._merged.told.append((GONE_THERE, ours))
        return [ours]


def _by_id(blocks: Sequence[Block]) -> dict[str, Block]:
    return {str(block["id"]): block for block in blocks}


def _woven(names: list[str], other: Iterable[str]) -> list[str]:
    """Return names with those that only the other order has, each behind its neighbour there."""
    known = set(names)
    following: dict[str, list[str]] = {}
    last = ""
    for name in other:
        if name in known:
            last = name
        else:
            following.setdefault(last, []).append(name)
    woven = following.get("", [])
    for name in names:
        woven += [name, *following.get(name, ())]
    return woven


# What stands for a value that both sides changed.
_CONFLICT: Any = object()


def _merged_value(base: Any, ours: Any, theirs: Any) -> Any:
    """Return a value with both sides' changes, field by field; `_CONFLICT` where they meet."""
    if _is_same(ours, theirs) or _is_same(theirs, base):
        return ours
    if _is_same(ours, base):
        return theirs
    if not all(isinstance(each, dict) for each in (base, ours, theirs)):
        return _CONFLICT
    if len({each.get("type") for each in (base, ours, theirs)}) > 1:
        return _CONFLICT
    merged = {}
    for name in {**ours, **theirs}:
        value = _merged_value(base.get(name), ours.get(name), theirs.get(name))
        if value is _CONFLICT:
            return _CONFLICT
        merged[name] = value
    return merged


def _is_same(one: Any, other: Any) -> bool:
    """Tell whether two values say the same; a form strips texts, and empties what was none."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = {*one, *other} - {"id"}
        return all(_is_same(one.get(name), other.get(name)) for name in names)
    if isinstance(one, str | None) and isinstance(other, str | None):
        return (one or "").strip() == (other or "").strip()
    return one == other or not (one or other)


def _id_of_copy(block: Block) -> str:
    content = json.dumps([block["type"], block["value"]], sort_keys=True, default=str)
    return str(uuid5(UUID(str(block["id"])), content))
