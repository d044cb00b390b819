"""Words a body's problems for its editor, each with the way to its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from blog.document.document import Problem
from blog.editor.problem_places import line_of, places_of_blocks
from search.database.columns import shortened

KINDS = {
    "byline": _("Nobody signs this post"),
    "formula": _("This formula cannot be shown"),
    "dollars": _("This looks like a formula, but its dollars were not read as one"),
    "attribute": _("This has no effect here"),
    "callout": _("This kind of callout is not known, so it is shown as a note"),
    "label": _("Nothing has this label"),
    "source": _("No source has this key"),
    "duplicate": _("Two things have this label"),
    "anchor": _("Nothing in this text has this address"),
    "note": _("No footnote has this name"),
    "uncited": _("Nothing cites this footnote, so it is not shown"),
    "definition": _("Nothing refers to this address, so it is not shown"),
    "element": _("This is not allowed or not closed, so it is shown as typed"),
    "player": _("Frames and players are shown as typed: use an Embed or a Video block"),
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
    "wide": _("Code is wider than the column that readers see"),
    "line_note": _("A line of code and its note, an item of the list below, do not meet"),
    "lone_tab": _("No listing beside this one has the same name of tabs, so it is none"),
    "leftover": _("This was left to be done"),
    "level": _("This heading skips a level"),
    "alt": _("This picture has no alternative text"),
    "alt_name": _("This alternative text is the name of a file"),
    "captions": _("This video has no captions, so who cannot hear it misses what is said"),
    "undrawn": _("This diagram has no drawing, so its source is shown: upload one"),
    "outdated": _("This drawing is of an older source: upload one of this"),
    "small": _("This picture is too small to be read"),
    "large": _("This picture is larger than any screen needs"),
    "teaser": _("This post has no teaser"),
}

_FIELDS = {"byline": "post_authors", "teaser": "teaser"}

# What the form refuses to publish; a draft may hold it.
FORBIDDING = frozenset({"formula", "secret"})


@dataclass(frozen=True)
class ShownProblem:
    """A problem as a line: what it is, what it is about, and the address of its place."""

    kind: str
    what: str
    detail: str
    message: str
    href: str
    forbids_publishing: bool


def shown_lines(problems: Iterable[Problem], body: StreamValue) -> list[ShownProblem]:
    """Return a line for each problem: what forbids publishing first, then as they are read."""
    places = places_of_blocks(body)
    found = []
    for problem in problems:
        place = places.get(problem.block_id)
        line = line_of(problem, body, place)
        shown = _shown(problem, line)
        order = (not shown.forbids_publishing, -1 if place is None else place, line)
        found.append((order, shown))
    return [shown for _order, shown in sorted(found, key=lambda each: each[0])]


def _shown(problem: Problem, line: int) -> ShownProblem:
    return ShownProblem(
        kind=problem.kind,
        what=str(KINDS[problem.kind]),
        detail=shortened(problem.detail, 120),
        message=_message_of(problem, line),
        href=address_of(problem, line),
        forbids_publishing=problem.kind in FORBIDDING,
    )


def address_of(problem: Problem, line: int) -> str:
    """Return the way to a problem from its page's editor; empty where it has no place.

    Wagtail's own fragment for a place in a form, with the line, which `problems.js` reads.
    """
    field = getattr(problem, "field", "") or _FIELDS.get(problem.kind, "")
    place = f"body.{problem.block_id}" if problem.block_id else field
    return f"#:w:{urlencode({'contentpath': place, 'line': line})}" if place else ""


def _message_of(problem: Problem, line: int) -> str:
    """Return what is said of a problem besides, with its line where it has one."""
    place = gettext("line %(line)d") % {"line": line} if line else ""
    return "; ".join(filter(None, [problem.message, place]))
