"""The audit's table."""

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One finding: what was judged, on which page, the result, and whether it will do."""

    check: str
    page: str
    result: str
    is_met: bool


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text in columns, those that will not do marked."""
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join(
        f"{'pass' if row.is_met else 'FAIL'}  {row.check:<{widths[0]}}  {row.page:<{widths[1]}}"
        f"  {row.result}"
        for row in rows
    )
