"""Keeps the sources that an imported post cites, under keys that no other source has."""

from django.contrib.auth.models import AbstractBaseUser

from blog.citations.cited_keys import with_other_keys
from blog.citations.formats.reading import ReadSource
from blog.citations.keys import free_key
from blog.importing.entry import Entry, Remark, Subject
from blog.models import Source


def keep_sources(entry: Entry, user: AbstractBaseUser | None) -> None:
    """Add the sources that are not there yet, and let the entry's body cite them by their keys.

    What is there stays as it is: a source that says something else is not overwritten, and the
    post cites its own under another key, which a remark names. Two queries for all.
    """
    if not entry.sources:
        return
    if user is not None and not user.has_perm("blog.add_source"):
        entry.remarks.append(Remark(entry.path, "sources, which you may not add"))
        return
    known = _known_beside(entry.sources)
    keys = {read.key: _kept_key(read, known) for read in entry.sources}
    if renamed := {said: kept for said, kept in keys.items() if kept != said}:
        entry.body = with_other_keys(entry.body, renamed)
        entry.remarks += [_renamed(entry.path, said, kept) for said, kept in renamed.items()]


def _known_beside(sources: list[ReadSource]) -> dict[str, Source]:
    """Return the sources that have one of the keys, or one with a number behind it, by key."""
    stems = {read.key for read in sources}
    keys = Source.objects.values_list("key", flat=True)
    wanted = [key for key in keys if key in stems or _stem_of(key) in stems]
    return {row.key: row for row in Source.objects.filter(key__in=wanted)}


def _kept_key(read: ReadSource, known: dict[str, Source]) -> str:
    """Return the key of the source that says the same, made where there is none."""
    for key, row in known.items():
        if row.record == read.record and read.key in (key, _stem_of(key)):
            return key
    key = free_key(read.key, set(known))
    known[key] = Source.objects.create(key=key, record=read.record)
    return key


def _stem_of(key: str) -> str:
    """Return a key without the number that `free_key` may have given it."""
    stem, sign, number = key.rpartition("_")
    return stem if sign and number.isdigit() else key


def _renamed(path: str, said: str, kept: str) -> Remark:
    what = "sources whose key another source has"
    return Remark(path, what, f"{said}: cited as {kept}", Subject.WARNING)
