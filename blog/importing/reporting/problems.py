"""Remarks on what is wrong in a body that an import brings, as the editor's form would."""

from collections.abc import Iterable

from blog.editor.problem_places import typed_text
from blog.editor.problems import FORBIDDING, KINDS
from blog.importing.entry import Entry, Remark, Subject
from blog.models import BlogPostPage
from blog.rendering.build import MAX_BODY_CHARACTERS, body_size

# Why such a post stays a draft.
PROBLEMS_WITHHOLD = "problems that forbid publishing by hand"
# What the body has no part in, or an editor has decided.
NOT_TOLD = frozenset({"byline", "teaser", "allowed"})


def problem_remarks(post: BlogPostPage, entry: Entry) -> list[Remark]:
    """Return a remark for each problem of a filled post that its reader has not told yet."""
    told = {remark.detail for remark in entry.remarks if remark.detail}
    problems = [
        each for each in post.problems if each.kind not in NOT_TOLD and each.detail not in told
    ]
    lines = entry.lines_of([typed_text(problem) for problem in problems]) if problems else []
    remarks = [
        Remark(
            entry.path,
            str(KINDS[problem.kind]),
            ": ".join(filter(None, [problem.detail, problem.message])),
            Subject.PROBLEM if problem.kind in FORBIDDING else Subject.WARNING,
            line,
            is_cell=entry.notebook is not None and line is not None,
        )
        for problem, line in zip(problems, lines, strict=True)
    ]
    if body_size(post.body) > MAX_BODY_CHARACTERS:
        remarks.append(Remark(entry.path, "text too long for one page", "", Subject.PROBLEM))
    return remarks


def forbids_publishing(remarks: Iterable[Remark]) -> bool:
    """Tell whether an editor could not publish this by hand."""
    return any(remark.subject is Subject.PROBLEM for remark in remarks)
