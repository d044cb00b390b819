from datetime import UTC, datetime

import pytest

from blog.importing.fields.post_dates import post_date, unread_date

DAY = datetime(2024, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize("key", ["date", "published", "pub_date", "published_at"])
def test_a_date_is_read_by_any_of_its_names(key):
    assert post_date({key: "2024-05-06"}) == DAY


def test_no_post_is_of_before_it_was_published():
    assert post_date({"date": "2024-05-01", "publish_date": "2024-05-06"}) == DAY
    assert post_date({"date": "2024-05-06", "publish_date": "2024-05-01"}) == DAY


def test_of_several_dates_in_one_the_first_counts():
    assert post_date({"date": {"updated": "2024-07-08", "created": "2024-05-06"}}) == DAY


@pytest.mark.parametrize(
    ("value", "unread"), [("soon", ("date", "soon")), ("no", None), ("", None), ({}, None)]
)
def test_what_should_be_a_date_and_is_none_is_told(value, unread):
    assert unread_date({"date": value}) == unread
