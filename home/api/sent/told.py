"""Words what is wrong in a body that a program sent, by line where it was a text."""

from collections.abc import Iterable, Iterator

from wagtail.blocks.base import get_error_json_data

from blog.editor.problems import KINDS
from blog.importing.entry import Entry, Remark, Subject
from blog.importing.reporting.problems import NOT_TOLD, problem_remarks
from blog.models import BodyPage

MAX_TOLD = 100
# What of a file's own life says nothing of one that was sent.
_UNSAID = (Subject.DATE,)


def lines_of_entry(page: BodyPage, entry: Entry) -> list[str]:
    """Return a line for all that found no place in a page or is wrong in it."""
    remarks = [*entry.remarks, *problem_remarks(page, entry)]
    return _bounded(_line(each) for each in remarks if each.subject not in _UNSAID)


def lines_of_problems(page: BodyPage) -> list[str]:
    """Return a line for each problem of a page's blocks."""
    return _bounded(
        f"block {problem.block_id}: {_joined(str(KINDS[problem.kind]), problem.detail)}"
        for problem in page.problems
        if problem.kind not in NOT_TOLD
    )


def lines_of_error(error: Exception) -> list[str]:
    """Return a line for each part of a block's error, with the way to it."""
    return list(_flat(get_error_json_data(error), ()))


def _flat(data: object, place: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(data, dict):
        return
    for message in data.get("messages", []):
        yield f"{'.'.join(place)}: {message}" if place else str(message)
    children = data.get("blockErrors", {})
    pairs = enumerate(children) if isinstance(children, list) else children.items()
    for key, child in pairs:
        is_error = isinstance(child, dict) and child.keys() & {"messages", "blockErrors"}
        yield from _flat(child if is_error else {"blockErrors": child}, (*place, str(key)))


def _line(remark: Remark) -> str:
    what = _joined(remark.what, remark.detail[:200])
    if remark.line is None:
        return what
    return f"{'cell' if remark.is_cell else 'line'} {remark.line}: {what}"


def _joined(what: str, detail: str) -> str:
    return f"{what}: {detail}" if detail else what


def _bounded(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))[:MAX_TOLD]
