"""Collects what a sync did, and what it left to people."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from blog.syncing.files import printable


@dataclass
class SyncReport:
    """The paths of what was done, and lines for what was not.

    `open` are the files and posts that are not equal now, `told` is what came in otherwise than it
    was typed, or is still to be published.
    """

    created: list[str] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    media: int = 0
    equal: int = 0
    open: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many files and posts were changed."""
        done = (self.created, self.imported, self.written, self.renamed, self.deleted)
        return sum(map(len, done)) + self.media

    def leave(self, path: str, why: str) -> None:
        """Note what was left alone."""
        self.open.append(f"{printable(path)}: {why}")

    def tell_draft(self, path: str) -> None:
        """Note that editors are at work on what a file says."""
        self.tell(path, gettext("unpublished changes are not in the file"))

    def tell(self, path: str, what: str) -> None:
        """Note what whoever wrote it should know."""
        self.told.append(f"{printable(path)}: {what}")
