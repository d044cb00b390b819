"""Reads the sources that a post cites, where its head names a `.bib` or holds `references`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from blog.citations.cited_keys import keys_in
from blog.citations.formats.csl_json import read_items
from blog.citations.formats.reading import (
    MAX_CHARACTERS,
    MAX_LIBRARY,
    Reading,
    ReadSource,
    UnreadableSourcesError,
)
from blog.citations.formats.recognising import read_sources
from blog.importing.entry import Entry, Subject
from blog.importing.fields.values import items_of, one_line
from blog.importing.folder import OutsideError
from blog.importing.targets import Targets

MAX_FILES = 20


def add_sources(entry: Entry, values: Mapping[str, Any], targets: Targets) -> Entry:
    """Add to an entry the sources that its text cites, of those that its head gives."""
    cited = keys_in(entry.body) if values.keys() & {"bibliography", "references"} else set()
    for source in _given_sources(values, targets, cited) if cited else ():
        if source.key in cited and all(source.key != each.key for each in entry.sources):
            entry.sources.append(source)
            for change in source.changes:
                targets.remark("source changed", f"{source.key}: {change}")
    return entry


def _given_sources(
    values: Mapping[str, Any], targets: Targets, cited: set[str]
) -> Iterator[ReadSource]:
    """Yield what the head itself holds, then what the files do that it names."""
    if references := values.get("references"):
        yield from _told(_read_inline(references, targets), targets, cited)
    for name in [*items_of(values.get("bibliography"))][:MAX_FILES]:
        if path := one_line(name):
            yield from _told(_library(path, targets), targets, cited)


def _read_inline(references: Any, targets: Targets) -> Reading | None:
    try:
        return read_items(references)
    except UnreadableSourcesError as error:
        targets.remark("front matter “references”", str(error))
        return None


def _library(name: str, targets: Targets) -> Reading | None:
    """Return what a file beside a post holds; a folder's files are read once each."""
    folder = targets.folder
    try:
        file = folder.file(name, beside=targets.path)
        if file is None:
            raise UnreadableSourcesError("not in the folder")
        if file not in folder.libraries:
            folder.libraries[file] = _read_file(file)
    except (UnreadableSourcesError, OutsideError, OSError) as error:
        targets.remark("bibliography", f"{name}: {str(error) or 'outside the folder'}"[:300])
        return None
    return folder.libraries[file]


def _told(reading: Reading | None, targets: Targets, cited: set[str]) -> list[ReadSource]:
    """Return what was read, and remark on what the post cites of what could not be."""
    for entry in reading.unread if reading else ():
        if entry.name in cited:
            what = f"{entry.name} ({reading.format}, {entry.place}): {entry.reason}"
            targets.remark("source that cannot be read", what, Subject.WARNING)
    return reading.sources if reading else []


def _read_file(file: Path) -> Reading:
    """Return what a file of sources holds; raises `UnreadableSourcesError` and OSError."""
    if file.stat().st_size > 4 * MAX_CHARACTERS:
        raise UnreadableSourcesError("over 12 MB")
    return read_sources(file.read_bytes().decode("utf-8-sig", "replace"), most=MAX_LIBRARY)
