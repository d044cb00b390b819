"""Keeps the items of an export on disk until each is asked for: their texts may be 100 MB."""

import json
import tempfile
from dataclasses import asdict
from typing import IO
from weakref import finalize

from blog.importing.wordpress.wxr import Item
from blog.importing.work_folder import unpacking_root


class Spool:
    """Items by their paths. The file is gone with the object."""

    def __init__(self) -> None:
        self.paths: dict[str, int] = {}
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=unpacking_root())  # noqa: SIM115  (closed later)
        finalize(self, self._file.close)

    def add(self, path: str, item: Item) -> None:
        """Keep an item."""
        self.paths[path] = self._file.seek(0, 2)
        self._file.write(json.dumps(asdict(item)).encode() + b"\n")

    def item(self, path: str) -> Item:
        """Return an item anew."""
        self._file.seek(self.paths[path])
        fields = json.loads(self._file.readline())
        for name in ("terms", "metas"):
            fields[name] = [tuple(each) for each in fields[name]]
        return Item(**fields)
