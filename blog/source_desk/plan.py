"""Decides what becomes of sources that were read, and does it: nothing is overwritten unasked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from blog.citations.formats.reading import ReadSource
from blog.citations.keys import free_key
from blog.models import Source


class Fate(StrEnum):
    """What becomes of a source; OTHER is one whose key another source has."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


class Choice(StrEnum):
    """What is done where the key is another source's."""

    KEEP = "keep"
    REPLACE = "replace"
    NEW_KEY = "new_key"


@dataclass
class Row:
    """A source that was read; of one that clashes, the source that has its key and a free one."""

    read: ReadSource
    fate: Fate
    key: str
    known: Source | None = None
    free_key: str = ""
    changes: list[str] = field(default_factory=list)

    @property
    def described(self) -> Source:
        """The source as lists show it, not saved."""
        return Source.of(self.key, self.read.record)


@dataclass
class Done:
    """How many sources were added, replaced and left as they are."""

    added: int = 0
    replaced: int = 0
    left: int = 0


def plan(sources: Iterable[ReadSource]) -> list[Row]:
    """Return what would become of sources, in their order; two queries however many they are."""
    sources = list(sources)
    keys = {each.key for each in sources}
    known = {source.key: source for source in Source.objects.filter(key__in=keys)}
    taken = keys | set(Source.objects.values_list("key", flat=True))
    first: dict[str, ReadSource] = {}
    return [_row(read, first, known.get(read.key), taken) for read in sources]


def _row(
    read: ReadSource, first: dict[str, ReadSource], known: Source | None, taken: set[str]
) -> Row:
    changes = [*read.changes]
    earlier = first.setdefault(read.key, read)
    if earlier is not read:
        changes.append(_("The key “%(key)s” stands twice.") % {"key": read.key})
        if earlier.record == read.record:
            return Row(read, Fate.SAME, read.key, changes=changes)
        return Row(read, Fate.NEW, _taken_key(read.key, taken), changes=changes)
    if known is None:
        return Row(read, Fate.NEW, read.key, changes=changes)
    if known.record == read.record:
        return Row(read, Fate.SAME, read.key, known, changes=changes)
    return Row(read, Fate.OTHER, read.key, known, _taken_key(read.key, taken), changes)


def _taken_key(key: str, taken: set[str]) -> str:
    free = free_key(key, taken)
    taken.add(free)
    return free


@transaction.atomic
def carry_out(rows: Iterable[Row], choices: Mapping[int, Choice], user: AbstractBaseUser) -> Done:
    """Add and replace sources, by the choices for the rows that clash, numbered from 0."""
    done = Done()
    for number, row in enumerate(rows):
        choice = choices.get(number, Choice.KEEP)
        if row.fate == Fate.SAME or (row.fate == Fate.OTHER and choice == Choice.KEEP):
            done.left += 1
        elif row.fate == Fate.OTHER and choice == Choice.REPLACE:
            row.known.record = row.read.record
            _save(row.known, "wagtail.edit", user)
            done.replaced += 1
        else:
            key = row.free_key or row.key
            _save(Source(key=key, record=row.read.record), "wagtail.create", user)
            done.added += 1
    return done


def _save(source: Source, action: str, user: AbstractBaseUser) -> None:
    source.save()
    log(instance=source, action=action, user=user)
