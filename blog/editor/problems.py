"""Words a body's problems for its editor, each with the way to its block."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.document.document import Problem
from search.database.columns import shortened

KINDS = {
    "byline": _("Nobody signs this post"),
    "formula": _("This formula cannot be shown"),
    "dollars": _("This looks like a formula, but its dollars were not read as one"),
    "attribute": _("This has no effect here"),
    "callout": _("This kind of callout is not known, so it is shown as a note"),
    "label": _("Nothing has this label"),
    "duplicate": _("Two things have this label"),
    "anchor": _("Nothing in this text has this address"),
    "note": _("No footnote has this name"),
    "uncited": _("Nothing cites this footnote, so it is not shown"),
    "definition": _("Nothing refers to this address, so it is not shown"),
    "element": _("This is not allowed or not closed, so it is shown as typed"),
    "player": _("Frames and players are shown as typed: use an Embed block"),
    "comment": _("A comment is not shown to readers"),
    "address": _("No link may lead to this address, so it is shown as text"),
    "picture": _("Only pictures of this site are shown, so this is a link: upload it"),
    "cells": _("This cell is beyond its table’s head, so it joins the last one"),
    "nesting": _("This is nested too deeply, so the text is shown as typed"),
    "dropped": _("Left out of this output"),
    "language": _("This language is not known, so the code stays plain"),
    "secret": _("This looks like a secret: take it out and make it invalid"),
    "allowed": _("This looks like a secret and was allowed"),
    "syntax": _("This code cannot be read as its language"),
    "unnamed": _("This code names no language"),
    "unpinned": _("This installs whatever version is newest: name one"),
    "leftover": _("This was left to be done"),
    "level": _("This heading skips a level"),
    "alt": _("This picture has no alternative text"),
    "alt_name": _("This alternative text is the name of a file"),
    "small": _("This picture is too small to be read"),
    "large": _("This picture is larger than any screen needs"),
    "teaser": _("This post has no teaser"),
}

_FIELDS = {"byline": "post_authors", "teaser": "teaser"}

# What the form refuses to publish; a draft may hold it.
FORBIDDING = frozenset({"formula", "secret"})


@dataclass(frozen=True)
class ShownProblem:
    """A problem as a line: what it is, what it is about, and the address of its block."""

    what: str
    detail: str
    message: str
    href: str


def shown_lines(problems: Iterable[Problem]) -> Iterator[ShownProblem]:
    """Yield a line for each problem."""
    for problem in problems:
        # Wagtail's own way to a place in a form, as its usage reports have it.
        place = _FIELDS.get(problem.kind, "")
        place = f"body.{problem.block_id}" if problem.block_id else place
        href = f"#:w:contentpath={place}" if place else ""
        detail = shortened(problem.detail, 120)
        yield ShownProblem(str(KINDS[problem.kind]), detail, _message_of(problem), href)


def _message_of(problem: Problem) -> str:
    """Return what is said of a problem besides, with its line where it has one."""
    line = getattr(problem, "line", 0)
    place = gettext("line %(line)d") % {"line": line} if line else ""
    return "; ".join(filter(None, [problem.message, place]))
