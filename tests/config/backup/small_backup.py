"""A small backup, whole or harmed."""

import io

from config.backup.archive import ArchiveWriter, media_member, table_member
from config.backup.manifest import Entry, Manifest, TableEntry

ROWS = [b'[1,"a"]\n', b'[2,"b"]\n']
FILES = {"images/a.png": b"picture" * 50, "ümläut 雪/" + "long" * 50 + ".txt": b""}


def write(path, *, files=FILES, add=(), rows=ROWS):
    """Write a small backup; `add` are tar members that its manifest doesn't name."""
    manifest = Manifest("2026-01-02T03:04:05+00:00", {"epoch": "0.1.0"}, "sqlite 3", {}, [])
    with path.open("wb") as file:
        writer = ArchiveWriter(file, path.parent)
        entry = writer.add(table_member("letters"), rows)
        manifest.tables = [TableEntry("letters", *entry, ["id", "letter"], 2, 2)]
        for name, content in files.items():
            manifest.media.append(Entry(name, *writer.add(media_member(name), [content])))
        for info in add:
            writer.tar.addfile(info, io.BytesIO(b"x" * info.size))
        writer.finish(manifest)
    return path
