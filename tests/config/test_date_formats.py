"""Dates read as the language writes them."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "date", "moment"),
    [
        ("en", "3 November 2026", "3 November 2026, 14:05"),
        ("en-gb", "3 November 2026", "3 November 2026, 14:05"),
        ("en-us", "November 3, 2026", "November 3, 2026, 2:05 PM"),
        ("de", "3. November 2026", "3. November 2026 14:05"),
    ],
)
def test_dates_read_as_the_language_writes_them(language, date, moment):
    with translation.override(language):
        assert date_format(MOMENT) == date
        assert date_format(MOMENT, "DATETIME_FORMAT") == moment
