"""Reads Ghost's export file as sources."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from blog.importing.entry import Remark, Source, Subject
from blog.importing.exports.export import Export, source_of
from blog.importing.exports.site import ExportFolder, Site
from blog.importing.folder import Folder
from blog.importing.ghost.posts import Names, post_of
from blog.importing.ghost.tables import Tables
from search.database.columns import fitted

_BEGIN = re.compile(rb'\A\s*\{\s*"(?:db|data|meta)"\s*:')


def is_ghost(file: Path) -> bool:
    """Tell whether a file begins as Ghost's export does, and has posts."""
    try:
        with file.open("rb") as stream:
            if not _BEGIN.match(stream.read(4096)):
                return False
        return bool(Tables(file).places.get("posts"))
    except (OSError, ValueError):
        return False


def ghost_export(archive: Folder, file: Path) -> Export:
    """Return the export of Ghost that a file is."""
    tables = Tables(file)
    settings = {row.get("key"): row.get("value") for row in tables.rows("settings")}
    title = settings.get("title")
    name = fitted(title, 100) if isinstance(title, str) and title else archive.root.name
    export = Export("Ghost", f"ghost:{name}", lambda: iter(()))
    export.sources = partial(_sources, archive, file, tables, export)
    return export


def _sources(archive: Folder, file: Path, tables: Tables, export: Export) -> Iterator[Source]:
    folder = ExportFolder(Site(archive.root), pictures=archive.pictures)
    names = _names(tables)
    paths: dict[str, int] = {}
    for place, row in enumerate(tables.rows("posts")):
        key = row.get("id") or row.get("uuid") or row.get("slug")
        path = f"posts/{fitted(str(key), 200)}"
        if not row or path in paths:
            what = "second post of one id, left out" if row else "post that can't be read"
            export.left_out(
                file.name, what, str(row.get("title") or ""), tables.line("posts", place)
            )
            continue
        paths[path] = place
        slug = row.get("slug")
        folder.site.add_post(path, [f"/{slug}/"] if isinstance(slug, str) else [])
    _tell(tables, export, file)
    for path, place in paths.items():
        load = partial(
            lambda path, place: post_of(tables.row("posts", place), path, names), path, place
        )
        yield source_of(load(), load, folder)


def _names(tables: Tables) -> Names:
    """Return the names that rows of other tables give to posts, by the posts' ids."""
    names = Names(defaultdict(list), defaultdict(list), {})
    tags = {row.get("id"): row for row in tables.rows("tags")}
    users = {row.get("id"): row for row in tables.rows("users")}
    for row in sorted(tables.rows("posts_tags"), key=_order):
        tag = tags.get(row.get("tag_id"), {}).get("name")
        # Ghost's own notes begin with a number sign, and no reader sees them.
        if isinstance(tag, str) and not tag.startswith("#"):
            names.tags[str(row.get("post_id"))].append(tag)
    for row in sorted(tables.rows("posts_authors"), key=_order):
        author = users.get(row.get("author_id"), {}).get("name")
        if isinstance(author, str):
            names.authors[str(row.get("post_id"))].append(author)
    names.metas.update({str(row.get("post_id")): row for row in tables.rows("posts_meta")})
    names.users.update({key: str(row.get("name") or "") for key, row in users.items()})
    return names


def _order(row: dict) -> int:
    order = row.get("sort_order")
    return order if isinstance(order, int) else 0


def _tell(tables: Tables, export: Export, file: Path) -> None:
    counts: Counter[str] = Counter(
        {name: len(tables.places.get(name, ())) for name in ("members", "comments", "newsletters")}
    )
    export.remarks += [
        Remark(file.name, f"{name}, left out", str(n)) for name, n in counts.items() if n
    ]
    if tables.is_broken:
        what = "JSON that breaks off, read up to there"
        export.remarks.append(Remark(file.name, what, subject=Subject.LEFT_OUT))
