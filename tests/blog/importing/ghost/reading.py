"""Writes and reads an export of Ghost as a test asks for it."""

import json
from pathlib import Path

from blog.importing.entry import Entry
from blog.importing.exports.export import Export
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import values, write_file


def post(key: str = "a", **fields: object) -> dict:
    return {
        "id": key,
        "title": f"Post {key}",
        "slug": f"post-{key}",
        "html": "<p>x</p>",
        "status": "published",
        "visibility": "public",
        "type": "post",
        "published_at": "2020-01-02T03:04:05.000Z",
        **fields,
    }


def write_ghost(folder: Path, *posts: dict, **tables: list[dict]) -> Path:
    data = {"posts": list(posts), "settings": [{"key": "title", "value": "Old"}], **tables}
    text = json.dumps({"db": [{"meta": {"version": "5.9"}, "data": data}]}, indent=1)
    write_file(folder, "old.ghost.json", text)
    return folder


def export_of(folder: Path) -> Export:
    export = find_export(Folder(folder))
    assert export is not None
    return export


def entries(folder: Path, *posts: dict, **tables: list[dict]) -> dict[str, Entry]:
    sources = export_of(write_ghost(folder, *posts, **tables)).sources()
    return {source.path: source.read() for source in sources}


def only(folder: Path, *posts: dict, **tables: list[dict]) -> Entry:
    (entry,) = entries(folder, *posts, **tables).values()
    return entry


def markdown(entry: Entry) -> str:
    return "\n\n".join(values(entry, "markdown"))
