"""The report of an import: what became of each file, and what found no place."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from blog.exchange.entry import Note

EXAMPLES = 3
# One hostile file must not fill the report, nor the memory.
MAX_NOTES_PER_FILE = 100


class Outcome(StrEnum):
    """What became of a file; the value is how the report says it."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "skipped because edited since"
    DELETED = "skipped because deleted"
    FAILED = "failed"


@dataclass
class Report:
    """Counts by outcome, and notes by file."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    unplaced: list[Note] = field(default_factory=list)

    def add(self, outcome: Outcome, path: str, why: str = "") -> None:
        """Count a file; `why` says why it failed or was left alone."""
        self.outcomes[outcome] += 1
        if outcome is Outcome.FAILED:
            self.failures.append(Note(path, why, ""))
        elif outcome in (Outcome.EDITED, Outcome.DELETED):
            self.skipped.append(Note(path, why or outcome.value, ""))

    def note(self, notes: list[Note]) -> None:
        """Keep what found no place in one file, at most 100 notes of it."""
        self.unplaced += notes[:MAX_NOTES_PER_FILE]
        if more := notes[MAX_NOTES_PER_FILE:]:
            self.unplaced.append(Note(more[0].path, "more of the same file", str(len(more))))

    def lines(self, *, is_full: bool = False) -> Iterator[str]:
        """Yield the report's lines: every note when `is_full`, else some examples of a kind."""
        yield ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in Outcome)
        for title, notes in (
            ("Failed", self.failures),
            ("Left alone", self.skipped),
            ("Could not place", self.unplaced),
        ):
            if notes:
                yield f"{title}:"
                yield from _grouped(notes, len(notes) if is_full else EXAMPLES)


def _grouped(notes: list[Note], examples: int) -> Iterator[str]:
    groups: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        groups[note.what].append(note)
    for what, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"  {len(group)} × {_printable(what)}"
        distinct = list(dict.fromkeys(group))
        for note in distinct[:examples]:
            detail = f": {_printable(note.detail)}" if note.detail else ""
            yield f"      {_printable(note.path)}{detail}"
        if len(distinct) > examples:
            yield f"      … and {len(distinct) - examples} more (--verbosity 2 lists all)"


def _printable(text: str) -> str:
    """Return text that cannot drive a terminal, at most 200 characters of it."""
    return "".join(sign if sign.isprintable() else "�" for sign in text[:200])
