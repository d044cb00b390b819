"""What a reader of a format hands back: the sources it could read, and what it could not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blog.citations.keys import fitting_key, is_key
from blog.citations.records import Record, cleaned, one_line, shown

# What one paste or upload may hold, and a file beside posts, of which few entries are wanted.
MAX_CHARACTERS, MAX_ENTRIES, MAX_LIBRARY = 3_000_000, 3_000, 20_000


class UnreadableSourcesError(ValueError):
    """Nothing could be read; the message says why."""


@dataclass(frozen=True)
class ReadSource:
    """One source, the line or the number of its entry, and sentences on what was changed."""

    key: str
    record: Record
    place: int
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnreadEntry:
    """An entry that could not be read, and why."""

    name: str
    place: int
    reason: str


@dataclass
class Reading:
    """All that a text held, in its order; `is_by_line` tells what places are."""

    format: str
    is_by_line: bool = True
    sources: list[ReadSource] = field(default_factory=list)
    unread: list[UnreadEntry] = field(default_factory=list)

    def add(
        self, key: Any, item: Mapping[Any, Any], place: int, changes: Iterable[str] = ()
    ) -> None:
        """Take in an item of CSL as a source, by a key that citations can name."""
        record, cleaned_away = cleaned(item)
        if not any(name in record for name in ("title", "author", "editor", "URL", "DOI", "note")):
            self.refuse(key, place, _("It says neither who made it nor what it is called."))
            return
        said = one_line(key)
        kept = said if is_key(said) else fitting_key(said)
        told = [*changes, *cleaned_away]
        if kept != said:
            told.append(
                _("The key “%(said)s” became “%(kept)s”.") % {"said": shown(key), "kept": kept}
            )
        self.sources.append(ReadSource(kept, record, place, tuple(told)))

    def refuse(self, name: Any, place: int, reason: str) -> None:
        self.unread.append(UnreadEntry(shown(name), place, reason))


def refuse_too_many(count: int, most: int = MAX_ENTRIES) -> None:
    """Raise `UnreadableSourcesError` for more entries than are read in one go."""
    if count > most:
        message = _("There are %(count)d entries; at most %(most)d are read in one go.")
        raise UnreadableSourcesError(message % {"count": count, "most": most})
