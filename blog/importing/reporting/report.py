"""Collects what became of each file of an import, and what found no place."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from blog.importing.entry import Remark, Subject

# One hostile file must not fill the report, nor many of them the memory; counts stay exact.
MAX_REMARKS_PER_FILE = 100
MAX_REMARKS = 10_000
MAX_KINDS = 500
MAX_PUT_OFF = 5

LOST_LINK = "link to a file that has no post"
OTHER_KINDS = "of many other kinds"


class Outcome(StrEnum):
    """What became of a file; the value is how the report says it."""

    CREATED = "created"
    UPDATED = "updated"
    MERGED = "merged with what was edited since, as drafts"
    UNCHANGED = "unchanged"
    MOVED = "moved with their files"
    EDITED = "skipped because edited since"
    DELETED = "skipped because deleted"
    FAILED = "failed"


@dataclass
class Report:
    """What became of each file, and remarks; a bounded number is kept, and all are counted.

    `counts` holds how many remarks there are of a subject and kind, `posts` how many files have
    one of a subject; `other_files` are those that are no posts, by extension. `is_complete` is
    False while sources are left to another run. `dialect` says what the texts were read as.
    """

    is_dry: bool = False
    is_publishing: bool = False
    is_complete: bool = True
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    done: dict[str, Outcome] = field(default_factory=dict)
    addresses_kept: int = 0
    failures: list[Remark] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    unplaced: list[Remark] = field(default_factory=list)
    counts: Counter[tuple[Subject, str]] = field(default_factory=Counter)
    posts: Counter[Subject] = field(default_factory=Counter)
    other_files: dict[str, int] = field(default_factory=dict)
    dialect: str = ""
    # Of a dry run: a file, and one that it links to and that is yet to be read.
    promised: list[tuple[str, str]] = field(default_factory=list)
    busy: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, path: str, why: str = "") -> None:
        """Count a file; `why` says why it failed or was left alone."""
        self.outcomes[outcome] += 1
        self.done[path] = outcome
        if outcome is Outcome.FAILED:
            self.failures.append(Remark(path, why, ""))
        elif outcome in (Outcome.EDITED, Outcome.DELETED):
            self.skipped.append(Remark(path, why or outcome.value, ""))

    def put_off(self, path: str) -> bool:
        """Leave a file that met a busy database to a later run; False where that was often done."""
        self.busy[path] += 1
        return self.busy[path] <= MAX_PUT_OFF

    def check_promises(self) -> None:
        """Remark on the links of a dry run to files that failed after all."""
        for path, target in self.promised:
            if self.done.get(target) is Outcome.FAILED:
                lost = Remark(path, LOST_LINK, target)
                is_counted = any(
                    each.path == path and each.subject is lost.subject for each in self.unplaced
                )
                self.remark([lost])
                self.posts[lost.subject] -= is_counted
        self.promised = []

    def remark(self, remarks: list[Remark]) -> None:
        """Count what found no place in one file, and keep at most 100 of it, the heaviest."""
        for remark in remarks:
            self.counts[self._kind_of(remark)] += 1
        self.posts.update({remark.subject for remark in remarks})
        order = list(Subject)
        heaviest = sorted(remarks, key=lambda remark: order.index(remark.subject))
        self._keep(heaviest[:MAX_REMARKS_PER_FILE])
        if more := heaviest[MAX_REMARKS_PER_FILE:]:
            self._keep([Remark(more[0].path, "more of the same file", str(len(more)))])

    def _keep(self, remarks: list[Remark]) -> None:
        self.unplaced += remarks[: MAX_REMARKS - len(self.unplaced)]

    def _kind_of(self, remark: Remark) -> tuple[Subject, str]:
        """Return what a remark is counted by; the names in front matter may be endless."""
        kind = remark.subject, remark.what
        if kind in self.counts or len(self.counts) < MAX_KINDS:
            return kind
        return remark.subject, OTHER_KINDS

    def count(self, subject: Subject) -> int:
        """Return how many remarks there are of a subject; of drafts, how many posts."""
        if subject is Subject.DRAFT:
            return self.posts[subject]
        return sum(count for (about, _), count in self.counts.items() if about is subject)

    def about(self, subject: Subject) -> list[Remark]:
        """Return the remarks of a subject that were kept, each once, file by file."""
        kept = dict.fromkeys(each for each in self.unplaced if each.subject is subject)
        return sorted(kept, key=lambda remark: remark.path)
