"""The audit's table."""

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One finding: what was judged, on which page, the result, and whether it will do.

    `is_met` is None for what is reported only: no result of it fails the audit.
    """

    check: str
    page: str
    result: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "pass", False: "FAIL", None: "reported"}[self.is_met]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as text in columns, each with its verdict."""
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "\n".join(
        f"{row.verdict:<8}  {row.check:<{widths[0]}}  {row.page:<{widths[1]}}  {row.result}"
        for row in rows
    )
