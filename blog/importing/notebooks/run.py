"""Reads of a notebook with what it ran: language, parameters, date and duration."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from blog.blocks.provenance import Row
from blog.importing.fields.values import one_line
from search.database.columns import fitted

Json = dict[str, Any]
# Of one run; more is no number that a clock gave.
MAX_SECONDS = 10**8
# Where programs keep a cell's times: Jupyter by its protocol's messages, papermill, a common
# extension.
_TIMES = (
    ("execution", "iopub.execute_input", "shell.execute_reply"),
    ("execution", "iopub.status.busy", "iopub.status.idle"),
    ("papermill", "start_time", "end_time"),
    ("ExecuteTime", "start_time", "end_time"),
)


def rows_of_run(metadata: Json, cells: Sequence[object], made_by: dict[str, str]) -> list[Row]:
    """Return what a notebook says of its run, as a post's provenance has it."""
    papermill = _object(metadata, "papermill")
    language = made_by["language"]
    rows = [
        {"software": language.capitalize(), "version": made_by["language_version"]},
        {"software": _kernel_beside(language, made_by["kernel"])},
        {"software": "papermill", "version": _bounded(papermill.get("version"), 100)},
        {"software": "Jupytext", "version": _bounded(_jupytext_version(metadata), 100)},
        {"parameters": _bounded(", ".join(_parameters(papermill)), 500)},
        *_times(papermill, [each for each in cells if isinstance(each, dict)]),
    ]
    return [row for row in rows if all(row.values())]


def _kernel_beside(language: str, kernel: str) -> str:
    """Return a kernel's name where it says more than its language, as "Python 3" does not."""
    return "" if kernel.lower().startswith(language.lower()) else kernel


def _parameters(papermill: Json) -> Iterator[str]:
    for name, value in _object(papermill, "parameters").items():
        if text := str(value).lower() if isinstance(value, bool) else one_line(value):
            yield f"{one_line(name)} = {text}"


def _jupytext_version(metadata: Json) -> object:
    jupytext = _object(metadata, "jupytext")
    form = _object(jupytext, "text_representation")
    return form.get("jupytext_version") or jupytext.get("jupytext_version")


def _times(papermill: Json, cells: Sequence[Json]) -> Iterator[Row]:
    """Yield the day of the run, and how long it took: of all, else of its cells together."""
    spans = list(filter(None, [_span(papermill, "start_time", "end_time")]))
    cell_spans = list(filter(None, map(_span_of_cell, cells)))
    if starts := [start for start, _end in spans or cell_spans]:
        yield {"date": min(starts).date().isoformat()}
    seconds = papermill.get("duration")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        seconds = sum((end - start).total_seconds() for start, end in spans or cell_spans)
    if 0 < seconds < MAX_SECONDS:
        yield {"run_time": _in_words(seconds)}


def _span_of_cell(cell: Json) -> tuple[datetime, datetime] | None:
    metadata = _object(cell, "metadata")
    spans = (_span(_object(metadata, program), start, end) for program, start, end in _TIMES)
    return next(filter(None, spans), None)


def _span(values: Json, start: str, end: str) -> tuple[datetime, datetime] | None:
    began, ended = _moment(values.get(start)), _moment(values.get(end))
    return (began, ended) if began and ended and began <= ended else None


def _moment(value: object) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
        # Papermill leaves the zone out; so near a calendar's ends there is none.
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _in_words(seconds: float) -> str:
    """Return a duration in its two largest units, as "3 min 12 s"; of less than one, in ms."""
    if seconds < 1:
        return f"{max(round(seconds * 1000), 1)} ms"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    told = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(told[:2])


def _bounded(value: object, length: int) -> str:
    return fitted(one_line(value), length)


def _object(values: Json, name: str) -> Json:
    value = values.get(name)
    return value if isinstance(value, dict) else {}
