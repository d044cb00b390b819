"""Compares tables by cell."""

from collections.abc import Iterator, Sequence

from blog.comparison.differ import Kind, stretches
from blog.comparison.part import Row
from blog.comparison.words import Piece, pieces

Cells = tuple[str, ...]


def compare_tables(old: Sequence[Cells], new: Sequence[Cells]) -> tuple[Row, ...]:
    """Return the rows of two tables, their heads included, each cell in pieces.

    Columns that only one table has stand in all rows, as far to the right as the other allows.
    """
    columns = _columns_of(old, new)
    return tuple(_rows(old, new, columns))


def _columns_of(old: Sequence[Cells], new: Sequence[Cells]) -> list[tuple[int | None, int | None]]:
    """Return which column of the old table each of the new one is, by their heads."""
    before, after = (table[0] if table else () for table in (old, new))
    columns: list[tuple[int | None, int | None]] = []
    removed: list[int] = []
    for stretch in stretches(before, after):
        if stretch.kind is Kind.REMOVED:
            removed = list(stretch.old)
            continue
        if stretch.kind is Kind.ADDED:
            # Renamed heads are columns that stayed.
            paired = min(len(removed), len(stretch.new))
            columns += zip(removed[:paired], list(stretch.new)[:paired], strict=True)
            columns += [(place, None) for place in removed[paired:]]
            columns += [(None, place) for place in list(stretch.new)[paired:]]
        else:
            columns += [(place, None) for place in removed]
            columns += zip(stretch.old, stretch.new, strict=True)
        removed = []
    return columns + [(place, None) for place in removed]


def _rows(
    old: Sequence[Cells], new: Sequence[Cells], columns: Sequence[tuple[int | None, int | None]]
) -> Iterator[Row]:
    removed: list[Cells] = []
    for stretch in stretches(old, new):
        if stretch.kind is Kind.REMOVED:
            removed = [old[place] for place in stretch.old]
            continue
        added = [new[place] for place in stretch.new]
        if stretch.kind is Kind.SAME:
            yield from (_row(row, None, columns) for row in removed)
            yield from (_row(row, row, columns) for row in added)
        else:
            yield from _replaced(removed, added, columns)
        removed = []
    yield from (_row(row, None, columns) for row in removed)


def _replaced(
    removed: Sequence[Cells],
    added: Sequence[Cells],
    columns: Sequence[tuple[int | None, int | None]],
) -> Iterator[Row]:
    """Yield rows that took others' place; as many of both are the same rows, changed."""
    paired = min(len(removed), len(added))
    for before, after in zip(removed[:paired], added[:paired], strict=True):
        yield _row(before, after, columns)
    yield from (_row(row, None, columns) for row in removed[paired:])
    yield from (_row(None, row, columns) for row in added[paired:])


def _row(
    old: Cells | None, new: Cells | None, columns: Sequence[tuple[int | None, int | None]]
) -> Row:
    cells = []
    for before, after in columns:
        texts = _cell(old, before), _cell(new, after)
        if old is None or new is None:
            kind = Kind.ADDED if old is None else Kind.REMOVED
            cells.append((Piece(kind, texts[0] or texts[1]),))
        else:
            cells.append(tuple(pieces(*texts)))
    if old is None:
        return Row(Kind.ADDED, tuple(cells))
    return Row(Kind.SAME if new is not None else Kind.REMOVED, tuple(cells))


def _cell(row: Cells | None, place: int | None) -> str:
    return row[place] if row is not None and place is not None and place < len(row) else ""
