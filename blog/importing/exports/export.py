"""Defines an export of another system: its sources, and what was left out of it as a whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from blog.importing.entry import Entry, Remark, Source, Subject, UnreadableError
from blog.importing.exports.entries import checksum_of, entry_of
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder


@dataclass
class Export:
    """What lies in a folder: `system` made it, `source` names the site for good.

    `sources` yields its posts; `remarks`, on what is no post, are complete once it has.
    """

    system: str
    source: str
    sources: Callable[[], Iterator[Source]]
    remarks: list[Remark] = field(default_factory=list)

    def left_out(self, path: str, what: str, detail: str = "", line: int | None = None) -> None:
        """Say what of the export is no post."""
        self.remarks.append(Remark(path, what, detail[:200], Subject.LEFT_OUT, line))


def source_of(post: ForeignPost, load: Callable[[], ForeignPost], folder: ExportFolder) -> Source:
    """Return a post as a source, which is loaded again when it is read."""
    return Source(post.path, checksum_of(post), lambda: _entry(load, folder))


def _entry(load: Callable[[], ForeignPost], folder: ExportFolder) -> Entry:
    try:
        return entry_of(load(), folder)
    except RecursionError as error:
        raise UnreadableError("HTML nested too deeply") from error
