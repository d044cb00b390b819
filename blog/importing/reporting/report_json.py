"""Writes an import's report as JSON, by subject and kind, and reads it back."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

from blog.importing.entry import Remark, Subject
from blog.importing.reporting.report import Outcome, Report
from blog.importing.reporting.report_text import LISTS, printable

Json = dict[str, Any]


def report_to_json(report: Report) -> Json:
    """Return the report as JSON's types; texts are cut as they are for a terminal."""
    return {
        "is_dry": report.is_dry,
        "is_publishing": report.is_publishing,
        "is_complete": report.is_complete,
        "dialect": printable(report.dialect),
        "outcomes": {outcome.name.lower(): report.outcomes[outcome] for outcome in Outcome},
        "addresses_kept": report.addresses_kept,
        "other_files": {printable(suffix): n for suffix, n in report.other_files.items()},
        "failures": [_remark_to_json(each) for each in report.failures],
        "left_alone": [_remark_to_json(each) for each in report.skipped],
        "subjects": {name: _subject_to_json(report, each) for name, each in LISTS.items()},
        "promised": [[_exact(path) for path in pair] for pair in report.promised],
        "busy": {_exact(path): n for path, n in report.busy.items()},
        "files": {printable(path): outcome.name.lower() for path, outcome in report.done.items()},
        # A run that goes on has to know these again.
        "odd_names": {_exact(path): printable(path) for path in _odd_names(report.done)},
    }


def _exact(text: str) -> str:
    """Return ASCII for a text that `_unquoted` makes of it; PostgreSQL's JSON refuses some."""
    return quote(text, errors="surrogatepass")


def _unquoted(text: str) -> str:
    return unquote(text, errors="surrogatepass")


def _odd_names(paths: Iterable[str]) -> set[str]:
    """Return the paths that are shown as another one, and those that another is shown as."""
    shown = {path: printable(path) for path in paths}
    odd = {path for path, name in shown.items() if name != path}
    return odd | ({shown[path] for path in odd} & shown.keys())


def _subject_to_json(report: Report, subject: Subject) -> Json:
    return {
        "says": subject.value,
        "count": report.count(subject),
        "posts": report.posts[subject],
        "kinds": {
            printable(what): count
            for (about, what), count in report.counts.items()
            if about is subject
        },
        "remarks": [_remark_to_json(each) for each in report.about(subject)],
    }


def _remark_to_json(remark: Remark) -> Json:
    return {
        "path": printable(remark.path),
        "line": remark.line,
        **({"is_cell": True} if remark.is_cell else {}),
        "what": printable(remark.what),
        "detail": printable(remark.detail),
    }


def report_from_json(data: Json) -> Report:
    """Return the report that was written by `report_to_json`, to go on with."""
    report = Report(data["is_dry"], data["is_publishing"], data["is_complete"])
    report.dialect = data.get("dialect", "")
    report.outcomes = Counter(
        {Outcome[name.upper()]: n for name, n in data["outcomes"].items() if n}
    )
    report.done = _done(data["files"], data.get("odd_names", {}))
    report.addresses_kept = data["addresses_kept"]
    report.promised = [(_unquoted(path), _unquoted(target)) for path, target in data["promised"]]
    report.busy = Counter({_unquoted(path): n for path, n in data["busy"].items()})
    report.other_files = data["other_files"]
    report.failures = [Remark(**each) for each in data["failures"]]
    report.skipped = [Remark(**each) for each in data["left_alone"]]
    for name, subject in LISTS.items():
        about = data["subjects"][name]
        report.posts[subject] = about["posts"]
        report.counts.update({(subject, what): n for what, n in about["kinds"].items()})
        report.unplaced += [Remark(**each, subject=subject) for each in about["remarks"]]
    return report


def _done(files: dict[str, str], odd_names: dict[str, str]) -> dict[str, Outcome]:
    """Return what became of each file, by its exact path."""
    outcomes = {path: Outcome[name.upper()] for path, name in files.items()}
    exact = {_unquoted(path): outcomes[shown] for path, shown in odd_names.items()}
    for shown in {*odd_names.values()} - exact.keys():
        del outcomes[shown]
    return outcomes | exact
