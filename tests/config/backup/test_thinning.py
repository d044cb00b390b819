import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.backup.names import file_name, made_at, partial_name
from config.backup.thinning import Keep, clear_leftovers, kept, thin
from tests.config.backup.small_backup import write

MOMENTS = st.sets(
    st.datetimes(datetime(2019, 12, 1), datetime(2021, 2, 1), timezones=st.just(UTC)), max_size=60
)
COUNTS = st.integers(0, 15)
KEEPS = st.builds(Keep, COUNTS, COUNTS, COUNTS)
NEW_YEAR = datetime(2026, 1, 1, 3, tzinfo=UTC)


@given(MOMENTS, KEEPS)
def test_the_newest_stays_and_no_more_than_asked(times, keep):
    chosen = kept(times, keep)
    assert chosen <= times
    assert len(chosen) <= 1 + keep.daily + keep.weekly + keep.monthly
    if times:
        assert max(times) in chosen


@given(MOMENTS, KEEPS)
def test_thinning_again_deletes_nothing(times, keep):
    chosen = kept(times, keep)
    assert kept(chosen, keep) == chosen


@given(MOMENTS, COUNTS)
def test_each_of_the_last_days_keeps_its_last(times, count):
    days = sorted({moment.date() for moment in times}, reverse=True)[:count]
    last = {max(moment for moment in times if moment.date() == day) for day in days}
    assert last <= kept(times, Keep(daily=count))


@given(MOMENTS, KEEPS, KEEPS)
def test_asking_for_more_never_keeps_less(times, one, other):
    more = Keep(
        max(one.daily, other.daily), max(one.weekly, other.weekly), max(one.monthly, other.monthly)
    )
    assert kept(times, one) | kept(times, other) <= kept(times, more)


def test_a_year_of_nightly_runs_keeps_days_weeks_and_months():
    stock = set()
    for night in range(365):
        stock.add(NEW_YEAR + timedelta(days=night))
        stock = kept(stock, Keep(daily=7, weekly=4, monthly=12))
    ages = sorted((max(stock) - moment).days for moment in stock)
    assert ages[:7] == list(range(7))
    assert len({(moment.year, moment.month) for moment in stock}) == 12
    assert len(stock) <= 23


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)))
def test_a_name_tells_the_moment(moment):
    assert made_at(file_name(moment)) == moment


def test_only_whole_backups_are_deleted(tmp_path):
    names = [file_name(NEW_YEAR + timedelta(hours=hour)) for hour in range(4)]
    for name in names:
        write(tmp_path / name)
    half = tmp_path / file_name(NEW_YEAR + timedelta(days=1))
    half.write_bytes((tmp_path / names[0]).read_bytes().rstrip(b"\0")[:-500])
    others = ["notes.txt", "epoch-99999999T999999.000000Z.tar", f"{names[0]}.gpg", partial_name()]
    for name in others:
        (tmp_path / name).touch()
    linked = tmp_path / file_name(NEW_YEAR - timedelta(days=1))
    linked.symlink_to(tmp_path / names[3])
    assert thin(tmp_path, Keep(daily=1)) == 3
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {names[3], half.name, linked.name, *others}


@pytest.mark.parametrize(("hours", "stays"), [(1, True), (23, True), (25, False)])
def test_leftovers_go_after_a_day(tmp_path, hours, stays):
    left, other = tmp_path / partial_name(), tmp_path / ".epoch-notes.partial"
    then = time.time() - hours * 3600
    for path in (left, other):
        path.touch()
        os.utime(path, (then, then))
    clear_leftovers(tmp_path)
    assert (left.exists(), other.exists()) == (stays, True)
