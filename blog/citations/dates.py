"""Cleans the dates of a record: parts of a day or of two, or a text."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from search.analysis.text import clean

MAX_LITERAL = 200
_DAY = r"(-?\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
# Of ISO 8601 and of the Extended Date/Time Format that biblatex knows: days, and two with a slash.
_WRITTEN = re.compile(rf"{_DAY}(?:T[\d:.+Z-]*)?([~?]?)(?:/{_DAY}([~?]?))?\Z")
SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}


def cleaned_date(value: Any) -> dict[str, Any] | None:
    """Return a date of CSL in its one shape; None for what is none.

    That is `date-parts` with one or two lists of year, month and day, else `literal`; beside
    them `season` and `circa`.
    """
    if isinstance(value, str | int | datetime.date) and not isinstance(value, bool):
        return written_date(str(value))
    if isinstance(value, list):  # as Pandoc writes two days
        value = {"date-parts": [_named_parts(day) for day in value[:2]]}
    if not isinstance(value, Mapping):
        return None
    parts = _parts(value.get("date-parts") or [_named_parts(value)])
    if parts is None:
        raw = value.get("raw") or value.get("literal")
        date = written_date(raw) if isinstance(raw, str) else None
    else:
        date = {"date-parts": parts}
    if date is None:
        return None
    season = _number(value.get("season"))
    if season in SEASONS.values() or season in SEASONS:
        date["season"] = SEASONS.get(season, season)
    if value.get("circa"):
        date["circa"] = True
    return date


def written_date(text: str) -> dict[str, Any] | None:
    """Return a date as it is written, by its parts where it is an ISO date or two; else as text."""
    text = " ".join(clean(text[: MAX_LITERAL * 2]).split())[:MAX_LITERAL]
    match = _WRITTEN.match(text)
    if match is None:
        return {"literal": text} if text else None
    days = [_day(list(match.group(*group))) for group in ((1, 2, 3), (5, 6, 7)) if match[group[0]]]
    if not all(days):
        return {"literal": text}
    date: dict[str, Any] = {"date-parts": days}
    if len(days) == 1 and len(days[0]) == 2 and days[0][1] in SEASONS:
        date |= {"date-parts": [days[0][:1]], "season": SEASONS[days[0][1]]}
    if match[4] or match[8]:
        date["circa"] = True
    return date


def shown_date(date: Mapping[str, Any]) -> str:
    """Return a record's date as `written_date` reads it: 2017-06-12, 2017/2018, `in press`."""
    if "date-parts" not in date:
        return date.get("literal", "")
    days = [
        "-".join([f"{day[0]:04d}", *(f"{each:02d}" for each in day[1:])])
        for day in date["date-parts"]
    ]
    season = f"-{20 + date['season']}" if date.get("season") and len(days) == 1 else ""
    return "/".join(days) + season + ("~" if date.get("circa") else "")


def _named_parts(value: Any) -> list[Any]:
    """Return the parts of a day that are named, as Pandoc names them."""
    names = ("year", "month", "day")
    return [value.get(name) for name in names] if isinstance(value, Mapping) else []


def _parts(value: Any) -> list[list[int]] | None:
    if not isinstance(value, list) or not value:
        return None
    days = [_day(day) if isinstance(day, list) else None for day in value[:2]]
    return days if days[0] and all(days) else days[:1] if days[0] else None


def _day(values: list[Any]) -> list[int] | None:
    """Return year, month and day as far as they are such; None without a year."""
    numbers: list[int] = []
    for value, most in zip(values, (9999, 24, 31), strict=False):
        number = _number(value)
        least = -9999 if not numbers else 1
        if number is None or not least <= number <= most:
            break
        numbers.append(number)
    return numbers or None


def _number(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,6}", value.strip()):
        return int(value)
    return None
