"""Changes travel from machine to machine through the shared cache."""

import pytest
from django.core.cache import cache

from config.freshness.generation import Generation
from config.freshness.shared import KEY, SharedGeneration


@pytest.fixture
def machines(tmp_path):
    """Two machines that have looked at the cache; each a shared and its local generation."""
    cache.delete(KEY)
    made = []
    for name in ("one", "other"):
        local = Generation(tmp_path / name)
        shared = SharedGeneration(local)
        shared.tell()
        made.append((shared, local))
    for shared, _ in made:
        shared.look()
    yield made
    cache.delete(KEY)


def test_a_change_reaches_the_other_machine_at_its_next_look(machines):
    (one, _), (other, other_local) = machines
    before = other_local.current()
    one.tell()
    other.look()
    assert other_local.current() != before


def test_a_change_is_not_brought_back_to_where_it_was_made(machines):
    (one, one_local), _ = machines
    one.tell()
    value = one_local.current()
    one.look()
    assert one_local.current() == value


def test_a_look_between_a_change_and_its_telling_brings_nothing_old_back(machines):
    (one, one_local), _ = machines
    before = one_local.current()
    one_local.change()
    one.look()
    assert one_local.current() != before


def test_without_changes_nothing_is_dropped(machines):
    _, (other, other_local) = machines
    before = other_local.current()
    other.look()
    other.look()
    assert other_local.current() == before


def test_while_the_cache_is_lost_each_look_drops_all(machines, monkeypatch, caplog):
    (one, one_local), _ = machines
    monkeypatch.setattr(cache, "get", lambda key: None)
    seen = {one_local.current()}
    for _ in range(2):
        one.look()
        seen.add(one_local.current())
    assert len(seen) == 3
    assert caplog.text.count("doesn't know of changes") == 1


def test_what_is_told_over_another_s_change_drops_what_was_made_before(machines, monkeypatch):
    """The other machine has a change, and tells of it, while one is about to."""
    (one, one_local), (other, _) = machines
    made_of = []

    class Late:
        """The cache, but the other one comes first."""

        get = staticmethod(cache.get)

        def set(self, *args, **kwargs):
            made_of.append(one_local.current())
            with monkeypatch.context() as meanwhile:
                meanwhile.setattr("config.freshness.shared.cache", cache)
                other.tell()
            cache.set(*args, **kwargs)

    with monkeypatch.context() as late:
        late.setattr("config.freshness.shared.cache", Late())
        one.tell()
    one.look()
    assert one_local.current() not in made_of


def test_what_was_not_told_is_told_at_the_next_look(machines, monkeypatch):
    (one, _), (other, other_local) = machines
    before = other_local.current()
    with monkeypatch.context() as lost:
        lost.setattr(cache, "set", lambda *args, **kwargs: None)
        one.tell()
    other.look()
    assert other_local.current() == before
    one.look()
    other.look()
    assert other_local.current() != before


def test_a_look_that_fails_is_not_the_last_one(machines, monkeypatch):
    (one, one_local), _ = machines
    seen = []

    def fail():
        seen.append(one_local.current())
        if len(seen) == 3:
            raise SystemExit
        raise ZeroDivisionError

    monkeypatch.setattr(one, "look", fail)
    monkeypatch.setattr("config.freshness.shared.POLL", 0)
    with pytest.raises(SystemExit):
        one._look_forever()
    assert len(set(seen)) == 3
