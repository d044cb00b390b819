"""Reads dates as people and generators write them; none whose day and month could be exchanged."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone as site_time
from django.utils.dateparse import parse_date, parse_datetime

from blog.importing.fields.values import one_line

MAX_LENGTH = 80
# Of the names of RFC 2822, and those of Europe that no other zone has; hours from Greenwich.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
}  # fmt: skip
# In English, German, French, Spanish, Italian, Portuguese and Dutch, without accents.
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari", "february februar fevrier febrero "
    "febbraio fevereiro februari", "march marz maerz mars marzo marco maart mrt",
    "april avril abril aprile", "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho", "july juli juillet julio luglio julho",
    "august aout agosto augustus", "september septembre septiembre settembre setembro setiembre",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)  # fmt: skip
# "Friday", "vendredi", "de" in front of a month, "the": nothing of them tells a date.
_FILLERS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satu?r?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b|\b(?:the|of|de|den|le|el|am|"
    r"at|on|um|del|do|da)\b|(?<=\d)(?:st|nd|rd|th|er)\b"
)
_TIME = re.compile(
    r"(?:^|[t\s,])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s*([ap]\.?m\b\.?)?"
    r"\s*(z\b|utc\b|gmt\b)?\s*([+-]\d\d:?\d\d)?\s*(\(?[a-z]{2,5}\)?$|\(?[a-z]+/[a-z_/]+\)?$)?",
)
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/._年년]\s?(\d{1,2})\s?[-/._月월]\s?(\d{1,2})\s?[日일.]?")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
# No locale writes the month first with dots.
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?")
_EITHER_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def read_date(value: Any) -> datetime | None:
    """Read a date of any common form as an aware datetime; one without a zone is site time.

    None for what is no date, and for `5/6/2024`, which is in May or in June.
    """
    try:
        if isinstance(value, str | int) and not isinstance(value, bool):
            value = _read_text(one_line(value)[: MAX_LENGTH + 1])
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        if not isinstance(value, datetime):
            return None
        aware = site_time.make_aware(value) if site_time.is_naive(value) else value
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):  # 2024-02-31; the year 1 east of Greenwich
        return None


def _read_text(text: str) -> date | None:
    if len(text) > MAX_LENGTH:
        return None
    if _DIGITS.fullmatch(text):
        return _read_day(text)
    return parse_datetime(text) or parse_date(text) or _read_day_and_time(text)


def _read_day_and_time(text: str) -> date | None:
    text = _without_accents(text)
    found = _TIME.search(text)
    if found is None:
        return _read_day(text)
    day = _read_day(f"{text[: found.start()]} {text[found.end() :]}")
    hour, minute, second, half, utc, offset, zone_name = found.groups()
    zone = _zone(utc, offset, zone_name)
    if day is None or zone is _UNKNOWN:
        return None
    clock = time(_hour(int(hour), half), int(minute), int(second or 0))
    return datetime.combine(day, clock, tzinfo=zone)


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    # Hangul's syllables were taken apart too.
    return unicodedata.normalize("NFC", text)


def _hour(hour: int, half: str | None) -> int:
    """Return an hour of 24; raises `ValueError` for 13 p.m."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no hour of twelve")
    return hour % 12 + (12 if half.startswith("p") else 0)


_UNKNOWN = timezone(timedelta(hours=23, minutes=59))


def _zone(utc: str | None, offset: str | None, name: str | None) -> tzinfo | None:
    """Return a time's zone, None for no word of one, `_UNKNOWN` for a name that says nothing."""
    if offset:  # a name beside it only repeats it
        sign = -1 if offset[0] == "-" else 1
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    if utc:
        return UTC
    if not name:
        return None
    name = name.strip("()")
    if name.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.upper()]))
    try:
        return (
            ZoneInfo("/".join(part.title() for part in name.split("/")))
            if "/" in name
            else _UNKNOWN
        )
    except (ZoneInfoNotFoundError, ValueError):
        return _UNKNOWN


def _read_day(text: str) -> date | None:
    text = text.strip(" ,")
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if found := _EITHER_FIRST.fullmatch(text):
        return _unambiguous(*map(int, found.groups()))
    return _read_words(text)


def _unambiguous(one: int, two: int, year: int) -> date | None:
    if one == two or one > 12:
        return date(year, two, one)
    return date(year, one, two) if two > 12 else None


def _read_words(text: str) -> date | None:
    """Read a day whose month is a word: the order says nothing then."""
    words = _WORDS.findall(_FILLERS.sub(" ", text))
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    names = [word for word in words if not word.isdigit()]
    days = [number for number in numbers if len(number) <= 2]
    years = [number for number in numbers if len(number) == 4]
    if len(words) != 3 or not (len(names) == len(days) == len(years) == 1):
        return None
    month = _month(names[0])
    return date(int(years[0]), month, int(days[0])) if month else None


@cache
def _month(word: str) -> int | None:
    """Return the month that a word, or a beginning of at least three letters, names alone."""
    if len(word) < 3:
        return None
    found = {
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(name.startswith(word) for name in names.split())
    }
    return found.pop() if len(found) == 1 else None
