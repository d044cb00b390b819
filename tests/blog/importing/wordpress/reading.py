"""Reads an export of WordPress as a test asks for it."""

from pathlib import Path

from blog.importing.entry import Entry
from blog.importing.exports.export import Export
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import values
from tests.blog.importing.wordpress.wxr_files import write_wxr


def export_of(folder: Path) -> Export:
    export = find_export(Folder(folder))
    assert export is not None
    return export


def entries(folder: Path, *items: str) -> dict[str, Entry]:
    sources = export_of(write_wxr(folder, *items)).sources()
    return {source.path: source.read() for source in sources}


def only(folder: Path, *items: str) -> Entry:
    (entry,) = entries(folder, *items).values()
    return entry


def markdown(entry: Entry) -> str:
    return "\n\n".join(values(entry, "markdown"))


def remarks(export: Export) -> set[tuple[str, str]]:
    list(export.sources())
    return {(remark.what, remark.detail) for remark in export.remarks}
