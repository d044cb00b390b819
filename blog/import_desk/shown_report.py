"""Puts a kept report into the lines and lists that a page of the admin shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from blog.importing.entry import Remark
from blog.importing.reporting.other_files import other_files_in_words
from blog.models import ImportedFile, ImportRun

# Of one list; the whole is in the report's file.
MAX_SHOWN = 200
MAX_FILES = 500

LISTS = {
    "drafts": ngettext_lazy("%d post stays a draft", "%d posts stay drafts"),
    "dates": ngettext_lazy("%d date missing", "%d dates missing"),
    "pictures": ngettext_lazy("%d picture missing", "%d pictures missing"),
    "addresses": ngettext_lazy("%d old address lost", "%d old addresses lost"),
    "markup": ngettext_lazy("%d piece of markup left as text", "%d pieces of markup left as text"),
    "problems": ngettext_lazy(
        "%d problem that forbids publishing by hand", "%d problems that forbid publishing by hand"
    ),
}
LATER_LISTS = {
    "warnings": ngettext_lazy("%d other problem of a text", "%d other problems of texts"),
    "left-out": ngettext_lazy("%d thing left out", "%d things left out"),
}
FAILED = ngettext_lazy("%d file that could not be read", "%d files that could not be read")
LEFT_ALONE = ngettext_lazy("%d post left alone", "%d posts left alone")
OUTCOMES = {
    "created": _("new"),
    "updated": _("changed"),
    "merged": _("merged with what was edited here, as a draft"),
    "moved": _("moved"),
    "unchanged": _("unchanged"),
    "edited": _("left alone, since edited here"),
    "deleted": _("left alone, since deleted here"),
    "failed": _("failed"),
}


@dataclass
class ShownRemark:
    """One remark: its place in the archive, what it is about, the way to the post."""

    place: str
    detail: str
    href: str = ""


@dataclass
class ShownKind:
    """The remarks of one kind."""

    what: str
    count: int
    remarks: list[ShownRemark] = field(default_factory=list)
    more: int = 0


@dataclass
class ShownList:
    """One line of the report with what it opens."""

    says: str
    kinds: list[ShownKind]


@dataclass
class ShownReport:
    """A report for the template: what comes, the lists by weight, the rest."""

    outcomes: list[tuple[int, str]]
    weighty: list[ShownList]
    later: list[ShownList]
    addresses_kept: int
    other_files: str
    files: list[ShownRemark]
    more_files: int
    is_empty: bool


def shown_report(run: ImportRun) -> ShownReport | None:
    """Return a run's newest report; None before the first is kept."""
    data = run.shown_report
    if data is None:
        return None
    hrefs = _post_addresses(run)
    files = list(data["files"].items())
    return ShownReport(
        outcomes=list(_outcomes(data)),
        weighty=[
            *_list_of(data["failures"], FAILED, hrefs),
            *(each for name in LISTS for each in _subject(data, name, LISTS[name], hrefs)),
        ],
        later=[
            *_list_of(data["left_alone"], LEFT_ALONE, hrefs),
            *(
                each
                for name, says in LATER_LISTS.items()
                for each in _subject(data, name, says, hrefs)
            ),
        ],
        addresses_kept=data["addresses_kept"],
        other_files=other_files_in_words(data["other_files"]),
        files=[
            ShownRemark(path, str(OUTCOMES.get(what, what)), hrefs.get(path, ""))
            for path, what in files[:MAX_FILES]
        ],
        more_files=max(0, len(files) - MAX_FILES),
        is_empty=not files,
    )


def _outcomes(data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for name, count in data["outcomes"].items():
        if count:
            yield count, str(OUTCOMES.get(name, name))


def _subject(
    data: dict[str, Any], name: str, says: str, hrefs: dict[str, str]
) -> Iterator[ShownList]:
    about = data["subjects"][name]
    if about["count"]:
        yield ShownList(says % about["count"], _kinds(about["remarks"], hrefs, about["kinds"]))


def _list_of(
    remarks: list[dict[str, Any]], says: str, hrefs: dict[str, str]
) -> Iterator[ShownList]:
    if remarks:
        yield ShownList(says % len(remarks), _kinds(remarks, hrefs, {}))


def _kinds(
    remarks: list[dict[str, Any]], hrefs: dict[str, str], counts: dict[str, int]
) -> list[ShownKind]:
    """Return remarks by kind, the most frequent first; at most 200 of a list are shown."""
    kinds = {what: ShownKind(what, count) for what, count in counts.items()}
    shown = 0
    for each in remarks:
        kind = kinds.setdefault(each["what"], ShownKind(each["what"], 0))
        if each["what"] not in counts:
            kind.count += 1
        if shown < MAX_SHOWN:
            place = Remark(**each).place
            address = hrefs.get(each["path"], "")
            kind.remarks.append(ShownRemark(place, each["detail"], address))
            shown += 1
    for kind in kinds.values():
        kind.more = max(0, kind.count - len(kind.remarks))
    return sorted(kinds.values(), key=lambda kind: (-kind.count, kind.what))


def _post_addresses(run: ImportRun) -> dict[str, str]:
    """Return where the posts of a run's files are edited, by path."""
    records = ImportedFile.objects.filter(index=run.index_id, source=run.name, post__isnull=False)
    return {
        path: reverse("wagtailadmin_pages:edit", args=[post_id])
        for path, post_id in records.values_list("path", "post")
    }


def progress_in_words(run: ImportRun) -> str:
    """Return how far a run is."""
    if not run.total:
        return ""
    text = ngettext("%(done)d of %(total)d file", "%(done)d of %(total)d files", run.total)
    return text % {"done": run.done, "total": run.total}
