"""Reads the tables of Ghost's export file row by row, without holding the file in memory.

The form is documented at docs.ghost.org/migration/custom: `db[0].data`, or `data` alone.
"""

import json
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:]', re.DOTALL)
_DATA = "data"
# A key of no table is not worth reading.
_MAX_KEY = 60

Row = dict[str, Any]


class Tables:
    """The tables of one file. `is_broken` tells whether it ends in the middle."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.unreadable = 0
        self.is_broken = self._find_rows()

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table that can be read."""
        for place in range(len(self.places.get(table, ()))):
            yield self.row(table, place)

    def row(self, table: str, place: int) -> Row:
        """Return one row; empty, and counted, for one that can't be read."""
        start, end = self.places[table][place]
        try:
            read = json.loads(self._bytes[start:end].decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            self.unreadable += 1
            return {}
        return read if isinstance(read, dict) else {}

    def line(self, table: str, place: int) -> int:
        """Return the line of the file on which a row begins."""
        start, _end = self.places[table][place]
        return self._bytes[:start].count(b"\n") + 1

    def _find_rows(self) -> bool:
        """Note where the rows of each table stand; tell whether the file ends too soon."""
        keys: list[str] = []
        word, start = b"", 0
        for match in _TOKEN.finditer(self._bytes):
            token = match[0]
            if token == b":":
                keys[-1:] = [word[1:-1].decode("utf-8", "replace")]
            elif token in (b"{", b"["):
                keys.append("")
                if token == b"{" and _is_table(keys):
                    start = match.start()
            elif token in (b"}", b"]"):
                if token == b"}" and _is_table(keys):
                    self.places.setdefault(keys[-3], []).append((start, match.end()))
                if keys:
                    keys.pop()
            else:
                word = token if len(token) <= _MAX_KEY else b""
        return bool(keys)


def _is_table(keys: list[str]) -> bool:
    """Tell whether what begins or ends here is a row: an object in a list of `data`."""
    return len(keys) >= 4 and len(keys) <= 6 and keys[-4] == _DATA and keys[-2] == ""
