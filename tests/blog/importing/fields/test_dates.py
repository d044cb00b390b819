"""Dates are read as people write them, and never with day and month exchanged."""

from datetime import UTC, datetime

import pytest

from blog.importing.fields.dates import read_date

DAY = datetime(2024, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05", "2024/01/05", "2024.1.5", "20240105", 20240105, "2024_01_05",
        "January 5, 2024", "Jan 5, 2024", "jan. 5th 2024", "5 Jan 2024", "5 January 2024",
        "Friday, January 5th, 2024", "Fri 5 Jan 2024", "the 5th of January 2024", "2024 Jan 5",
        "5-Jan-2024", "5. Januar 2024", "Freitag, den 5. Januar 2024",
        "5 janvier 2024", "5 de enero de 2024", "5 gennaio 2024", "5 de janeiro de 2024",
        "5 januari 2024", "2024年1月5日", "2024년 1월 5일", "2024. 1. 5.", "05.01.2024",
        "5. 1. 2024",
    ],
)  # fmt: skip
def test_a_day_is_read(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2024-01-05 10:00:00 EST", 15),
        ("2024-01-05 10:00:00 +0100", 9),
        ("2024-01-05T10:00:00.123+01:00", 9),
        ("2024-01-05 10:00:00 +0100 CET", 9),
        ("2024-01-05 10:00:00 CET", 9),
        ("2024-01-05 10:00 Europe/Berlin", 9),
        ("2024-01-05 10:00:00 UTC", 10),
        ("Fri, 05 Jan 2024 10:00:00 GMT", 10),
        ("Fri, 05 Jan 2024 10:00:00 -0500", 15),
        ("Fri Jan  5 10:00:00 2024", 10),
        ("January 5, 2024 at 10:00 PM", 22),
        ("Jan 5, 2024, 12:00 a.m.", 0),
        ("5. Januar 2024 um 10:00", 10),
        ("Fri Jan 05 2024 10:00:00 GMT+0100 (CET)", 9),
    ],
)
def test_a_time_and_its_zone_are_read(text, hour):
    read = read_date(text)
    assert read is not None
    assert read.replace(minute=0, second=0, microsecond=0) == DAY.replace(hour=hour)


@pytest.mark.parametrize(
    ("text", "day"),
    [("25/12/2024", 25), ("12/25/2024", 25), ("12-25-2024", 25), ("12/12/2024", 12)],
)
def test_an_order_is_read_where_only_one_is_possible(text, day):
    assert read_date(text) == datetime(2024, 12, day, tzinfo=UTC)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["%B", "%b"])
def test_every_english_month_is_known(month, form):
    date = datetime(2024, month, 1, tzinfo=UTC)
    assert read_date(date.strftime(f"1 {form} 2024")) == date


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2024", "5-6-2024", "soon", "2024", "2024-05", "January 2024", "5 Ju 2024",
        "5 jui 2024", "32 January 2024", "2024-01-05 25:00", "2024-01-05 13:00 PM",
        "2024-01-05 10:00 IST", "2024-01-05 10:00 Mars/Olympus", "5 6 2024", "99/99/2024",
        "January 5, 2024 or so", "x" * 5_000, "1" * 5_000, "2024-01-05 " * 8, "٥ January 2024", "",
    ],
)  # fmt: skip
def test_what_is_no_date_or_two_is_none(text):
    assert read_date(text) is None


def test_a_naive_date_is_site_time(settings):
    settings.TIME_ZONE = "America/New_York"
    assert read_date("2024-01-02T03:00:00") == datetime(2024, 1, 2, 8, tzinfo=UTC)
    assert read_date("2024-01-02T03:00:00+01:00") == datetime(2024, 1, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [True, "soon", "2024-02-31", 7, [], {}, None, "0001-01-01T00:00+14:00"]
)
def test_what_is_no_date_is_none(value):
    assert read_date(value) is None
