"""Writes an import's report as lines of text: what weighs most first, lists on wish."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from blog.importing.entry import Remark, Subject
from blog.importing.reporting.other_files import other_files_in_words
from blog.importing.reporting.report import Outcome, Report

EXAMPLES = 3
# Kinds of what was left out that are shown unasked.
SHOWN_KINDS = 12
# Longer than any path that comes in.
MAX_TEXT = 500

# The lists by the names that `--list` takes.
LISTS = {
    "drafts": Subject.DRAFT,
    "dates": Subject.DATE,
    "pictures": Subject.PICTURE,
    "addresses": Subject.ADDRESS,
    "markup": Subject.MARKUP,
    "problems": Subject.PROBLEM,
    "warnings": Subject.WARNING,
    "left-out": Subject.LEFT_OUT,
}
# What stands on the first screen, after what comes in.
WEIGHTY = [
    Subject.DRAFT,
    Subject.DATE,
    Subject.PICTURE,
    Subject.ADDRESS,
    Subject.MARKUP,
    Subject.PROBLEM,
]


def report_lines(
    report: Report, *, is_full: bool = False, lists: Collection[str] = ()
) -> Iterator[str]:
    """Yield the first screen, what failed, and what was left out by kind; lists where asked for.

    The first screen has at most seven lines. `lists` are names of `LISTS`; all when `is_full`.
    """
    yield from first_screen(report)
    yield from _group("Failed", report.failures, EXAMPLES if not is_full else None)
    yield from _group("Left alone", report.skipped, EXAMPLES if not is_full else None)
    for name, subject in LISTS.items():
        if is_full or name in lists:
            yield from _group(_headline(subject), report.about(subject), None)
    if not is_full:
        rest = [name for name in ("left-out", "warnings") if name not in lists]
        for name in rest:
            yield from _kinds(report, LISTS[name], name)
    if report.other_files:
        start = "Other files" if report.done else "No posts here, but"
        yield f"{start}: {printable(other_files_in_words(report.other_files))}"


def first_screen(report: Report) -> Iterator[str]:
    """Yield at most seven lines: what comes, and how much of what weighs is wrong with it."""
    start = "Dry run, nothing was written: " if report.is_dry else ""
    yield (
        start
        + ", ".join(
            f"{report.outcomes[outcome]} {outcome}"
            for outcome in Outcome
            if report.outcomes[outcome] or outcome is not Outcome.MERGED
        )
        + (f"; read as {report.dialect}" if report.dialect else "")
    )
    for subject in WEIGHTY:
        lost = report.count(subject)
        if subject is Subject.ADDRESS and (lost or report.addresses_kept):
            yield f"  {report.addresses_kept} addresses kept, {lost} lost{_hint(subject, lost)}"
        elif lost:
            yield f"  {lost} {subject}{_hint(subject, lost)}"


def _hint(subject: Subject, count: int) -> str:
    name = next(name for name, each in LISTS.items() if each is subject)
    return f" (--list {name})" if count else ""


def _headline(subject: Subject) -> str:
    return subject.value[:1].upper() + subject.value[1:]


def _kinds(report: Report, subject: Subject, name: str) -> Iterator[str]:
    """Yield a line for each kind of remark on a subject, the most frequent first."""
    kinds = Counter({what: n for (about, what), n in report.counts.items() if about is subject})
    if not kinds:
        return
    yield f"{_headline(subject)} (--list {name}):"
    for what, count in kinds.most_common(SHOWN_KINDS):
        yield f"  {count} × {printable(what)}"
    if len(kinds) > SHOWN_KINDS:
        yield f"  … and {len(kinds) - SHOWN_KINDS} more kinds"


def _group(title: str, remarks: list[Remark], examples: int | None) -> Iterator[str]:
    """Yield remarks by kind, the most frequent first; so many of each where `examples` says."""
    groups: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        groups[remark.what].append(remark)
    if groups:
        yield f"{title}:"
    for what in sorted(groups, key=lambda what: (-len(groups[what]), what)):
        yield f"  {len(groups[what])} × {printable(what)}"
        yield from (f"      {_line(remark)}" for remark in groups[what][:examples])
        if examples is not None and len(groups[what]) > examples:
            yield f"      … and {len(groups[what]) - examples} more (--verbosity 2 lists all)"


def _line(remark: Remark) -> str:
    place = printable(remark.place)
    return f"{place}: {printable(remark.detail)}" if remark.detail else place


def printable(text: str) -> str:
    """Return text that cannot drive a terminal, on one line, at most 500 characters of it."""
    words = " ".join(text[: 2 * MAX_TEXT].split())
    return "".join(sign if sign.isprintable() else "�" for sign in words[:MAX_TEXT])
