"""What is wrong in a body, in words for its editor, with the way to the block."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from blog.document.document import Problem

KINDS = {
    "formula": _("This formula cannot be shown"),
    "label": _("Nothing has this label"),
    "duplicate": _("Two things have this label"),
    "anchor": _("Nothing in this text has this address"),
    "note": _("No footnote has this name"),
    "language": _("This language is not known, so the code stays plain"),
}


@dataclass(frozen=True)
class ShownProblem:
    """A problem as a line: what it is, what it is about, and the address of its block."""

    what: str
    detail: str
    message: str
    href: str


def shown(problems: Iterable[Problem]) -> Iterator[ShownProblem]:
    """Yield a line for each problem."""
    for problem in problems:
        # Wagtail's own way to a place in a form, as its usage reports have it.
        href = f"#:w:contentpath=body.{problem.block_id}" if problem.block_id else ""
        detail = Truncator(problem.detail).chars(120)
        yield ShownProblem(str(KINDS[problem.kind]), detail, problem.message, href)
