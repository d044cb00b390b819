"""Knows a notebook's cells again in another version of it, and names their blocks alike.

A cell has its own id, or else it is found by its source; of what is left, by its place between two
that are found. Its blocks are named by its key, which it keeps for as long as it is found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from blog.importing.entry import CellMark, NotebookFacts

# How much of its source a cell keeps that is taken for the same, changed, beside others.
MIN_LIKENESS = 0.4

Json = dict[str, Any]


def kept_facts(facts: NotebookFacts, known: Json | None, *, path: str) -> Json:
    """Return what is stored of a notebook: what made it, and its cells by their keys.

    `known` is what was stored of the version before.
    """
    known = known or {}
    keys = _keys(facts.cells, known.get("cells") or [])
    cells = [
        {"key": key, "id": cell.id, "kind": cell.kind, "fingerprint": cell.fingerprint,
         "source": cell.source}
        for key, cell in zip(keys, facts.cells, strict=True)
    ]  # fmt: skip
    # Its first path: a file that was renamed keeps its blocks.
    return {**facts.made_by, "root": known.get("root") or path, "cells": cells}


def with_ids(body: Sequence[Json], facts: Json) -> list[Json]:
    """Return raw blocks with ids that follow from their cells' keys, in place of `cell`."""
    counts: Counter[tuple[int, str]] = Counter()
    named = []
    for block in body:
        place = block["cell"]
        kind = "picture" if block["type"] == "figure" else block["type"]
        number = counts[place, kind]
        counts[place, kind] += 1
        name = f"{facts['root']}#{facts['cells'][place]['key']}:{kind}:{number}"
        rest = {name: value for name, value in block.items() if name != "cell"}
        named.append({**rest, "id": str(uuid5(NAMESPACE_URL, name))})
    return named


def _keys(cells: Sequence[CellMark], known: Sequence[Json]) -> list[str]:
    found = dict(_matched(cells, known))
    keys = {place: str(known[other]["key"]) for place, other in found.items()}
    taken = {str(each["key"]) for each in known}
    for place, cell in enumerate(cells):
        if place not in keys:
            keys[place] = _free(cell.id or cell.fingerprint, taken)
            taken.add(keys[place])
    return [keys[place] for place in range(len(cells))]


def _free(wish: str, taken: set[str]) -> str:
    number, key = 1, wish
    while key in taken:
        number += 1
        key = f"{wish}-{number}"
    return key


def _matched(cells: Sequence[CellMark], known: Sequence[Json]) -> Iterator[tuple[int, int]]:
    """Yield the places of cells, each with the place where it was."""
    pairs: dict[int, int] = {}
    _take_alike(pairs, [cell.id for cell in cells], [str(each["id"]) for each in known])
    # Those in order first: of two alike, each keeps its own.
    now, then = [cell.fingerprint for cell in cells], [str(each["fingerprint"]) for each in known]
    matcher = SequenceMatcher(a=then, b=now, autojunk=False)
    for other, place, size in matcher.get_matching_blocks():
        for step in range(size):
            if place + step not in pairs and other + step not in pairs.values():
                pairs[place + step] = other + step
    _take_alike(pairs, now, then)
    _take_changed(pairs, cells, known)
    yield from pairs.items()


def _take_alike(pairs: dict[int, int], now: Sequence[str], then: Sequence[str]) -> None:
    """Pair the rest by what is the same, in order of their places."""
    used = set(pairs.values())
    places: dict[str, list[int]] = defaultdict(list)
    for other, name in enumerate(then):
        if name and other not in used:
            places[name].append(other)
    for place, name in enumerate(now):
        if place not in pairs and places.get(name):
            pairs[place] = places[name].pop(0)


def _take_changed(pairs: dict[int, int], cells: Sequence[CellMark], known: Sequence[Json]) -> None:
    """Pair what stands between the same neighbours, of one kind and much alike."""
    used = set(pairs.values())
    left = [other for other in range(len(known)) if other not in used]
    before = -1
    for place, cell in enumerate(cells):
        if place in pairs:
            before = pairs[place]
            continue
        gap = [other for other in left if other > before][:5]
        gap = [other for other in gap if not _is_crossed(before, other, pairs.values())]
        alike = [(_likeness(cell, known[other]), -other) for other in gap]
        best = max(alike, default=(0.0, 0))
        if best[0] >= MIN_LIKENESS:
            pairs[place] = before = -best[1]
            left.remove(before)


def _is_crossed(start: int, end: int, used: Any) -> bool:
    return any(start < other < end for other in used)


def _likeness(cell: CellMark, known: Json) -> float:
    if cell.kind != known["kind"]:
        return 0.0
    return SequenceMatcher(a=str(known["source"]), b=cell.source, autojunk=False).ratio()
