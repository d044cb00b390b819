"""Rows as lines of JSON: what goes in comes out, to the microsecond."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.contrib.auth.models import User
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taggit.models import Tag

from config.backup.sequences import last_key, set_last_key
from config.backup.tables import _to_json, columns, kept_models, parse_line, read_lines
from home.models import SetupStep

TEXT = st.text()
VALUES = {
    models.TextField(): TEXT,
    models.BooleanField(null=True): st.booleans(),
    models.BigIntegerField(): st.integers(-(2**63), 2**63 - 1),
    models.FloatField(): st.floats(allow_nan=False),
    models.DecimalField(max_digits=20, decimal_places=5): st.decimals(
        min_value=-(10**14), max_value=10**14, places=5
    ),
    models.DateTimeField(): st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))])
    ),
    models.DateField(): st.dates(),
    models.TimeField(): st.times(),
    models.DurationField(): st.timedeltas(timedelta(days=-9999), timedelta(days=9999)),
    models.UUIDField(): st.uuids(),
    models.JSONField(): st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    ),
}
for number, each in enumerate(VALUES):
    each.set_attributes_from_name(f"field_{number}")


# A busy machine takes its time to draw rows.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*(values | st.none() for values in VALUES.values())))
def test_each_value_comes_back(row):
    line = json.dumps(row, default=_to_json).encode() + b"\n"
    assert line.count(b"\n") == 1
    assert tuple(parse_line(line, list(VALUES)).values()) == row


@pytest.mark.parametrize(
    "line",
    [b"", b"x", b"{}", b"[]", b"[1, 2]", b'["one"]', b"[[]]", b"[{}]", b"\xff", b"[" * 100_000],
)
def test_a_line_that_is_no_row_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011  (JSON's own error is one)
        parse_line(line, columns(SetupStep)[:1])


@pytest.mark.django_db
def test_all_tables_that_a_site_needs_are_kept():
    names = {model._meta.db_table for model in kept_models()}
    tables = set(connection.introspection.table_names())
    indexes = ("wagtailsearch_", "search_")
    left_out = {name for name in tables - names if not name.startswith(indexes)}
    assert left_out == {
        "django_migrations",
        "django_session",
        "usersessions_usersession",
        "wagtailadmin_editingsession",
    }


@pytest.mark.django_db
def test_a_user_is_read_with_the_microsecond():
    joined = datetime(2020, 2, 29, 23, 59, 59, 123457, tzinfo=UTC)
    user = User.objects.create_user("éditeur", password="lamp-secret-42", date_joined=joined)
    (line,) = read_lines(User)
    row = parse_line(line, columns(User))
    assert (row["id"], row["username"], row["password"]) == (user.pk, "éditeur", user.password)
    assert row["date_joined"] == joined


@pytest.mark.django_db
def test_a_deleted_key_is_not_given_out_again():
    first = Tag.objects.create(name="first")
    Tag.objects.create(name="deleted").delete()
    assert last_key(Tag) == first.pk + 1
    set_last_key(Tag, first.pk + 40)
    assert Tag.objects.create(name="next").pk == first.pk + 41
    set_last_key(Tag, 0)
    assert Tag.objects.create(name="after").pk == first.pk + 42
