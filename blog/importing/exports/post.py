"""Defines what every foreign export says of a post, before it is read as an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from blog.importing.entry import Remark, Subject


@dataclass
class ForeignPost:
    """One post of an export: its HTML and what is said about it.

    `path` tells it from the others, `line` is where its HTML begins in the export's file.
    `addresses` are paths from the old site's root, the post's own first. `cover` is an address.
    `footnotes` are HTML, by the ids that the text cites them by. `markdown` is the text where the
    export has it so, and no HTML. `form` is one of `TextForm`, empty for a post.
    """

    path: str
    title: str = ""
    slug: str = ""
    html: str = ""
    markdown: str = ""
    line: int | None = None
    date: datetime | None = None
    teaser: str = ""
    canonical_url: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    is_featured: bool = False
    form: str = ""
    withheld: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    cover: str = ""
    cover_alt: str = ""
    footnotes: Mapping[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(
        self,
        what: str,
        detail: str = "",
        *,
        subject: Subject = Subject.LEFT_OUT,
        line: int | None = None,
    ) -> None:
        """Say what found no place; `line` is the HTML's own, from 1."""
        self.remarks.append(Remark(self.path, what, detail[:200], subject, self.line_at(line)))

    def line_at(self, line: int | None) -> int | None:
        """Return the line of the export's file that a line of the HTML is."""
        if line is None or self.line is None:
            return line if self.line is None else self.line
        return self.line + line - 1
