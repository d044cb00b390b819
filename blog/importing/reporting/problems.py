"""Remarks on what is wrong in a body that an import brings, as the editor's form would."""

from collections.abc import Iterable, Sequence

from blog.document.document import Problem
from blog.editor.problems import FORBIDDING, KINDS
from blog.importing.entry import Entry, Remark, Subject
from blog.models import BlogPostPage
from blog.models.secrets_gate import secrets_of, unallowed
from blog.rendering.build import MAX_BODY_CHARACTERS, body_size

# Why such a post stays a draft.
PROBLEMS_WITHHOLD = "problems that forbid publishing by hand"


def problem_remarks(post: BlogPostPage, entry: Entry) -> list[Remark]:
    """Return a remark for each problem of a filled post that its reader has not told yet."""
    told = {remark.detail for remark in entry.remarks}
    problems = [*post.document_of_body().problems, *unallowed(post, secrets_of(post))]
    problems = [each for each in problems if each.detail not in told]
    lines = entry.lines_of([_needle(problem) for problem in problems]) if problems else []
    remarks = [
        Remark(
            entry.path,
            str(KINDS[problem.kind]),
            ": ".join(filter(None, [problem.detail, problem.message])),
            Subject.PROBLEM if problem.kind in FORBIDDING else Subject.WARNING,
            line,
        )
        for problem, line in zip(problems, lines, strict=True)
    ]
    if body_size(post.body) > MAX_BODY_CHARACTERS:
        remarks.append(Remark(entry.path, "text too long for one page", "", Subject.PROBLEM))
    return remarks


def forbids_publishing(remarks: Iterable[Remark]) -> bool:
    """Tell whether an editor could not publish this by hand."""
    return any(remark.subject is Subject.PROBLEM for remark in remarks)


def lines_holding(text: str, needles: Sequence[str]) -> list[int | None]:
    """Return the first line of a text that holds each needle's first line; None for none."""
    places = [text.find(needle) if needle else -1 for needle in map(_first_line, needles)]
    return [text.count("\n", 0, place) + 1 if place >= 0 else None for place in places]


def _first_line(needle: str) -> str:
    return next((line.strip() for line in needle.splitlines() if line.strip()), "")


def _needle(problem: Problem) -> str:
    """Return what of a problem stands in the source as it was typed."""
    if problem.kind == "secret":
        return problem.detail.rstrip("…")
    return f"[^{problem.detail}]" if problem.kind in ("note", "uncited") else problem.detail
