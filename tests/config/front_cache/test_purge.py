"""`manage.py purge`, after a change that Django didn't see."""

import pytest
from django.core.management import CommandError, call_command

from config.freshness import announcing
from config.management.commands import purge


def run(capsys):
    call_command("purge")
    return capsys.readouterr().out


def test_it_draws_a_new_value_and_says_so(capsys):
    before = announcing.generation().current()
    assert "dropped their finished pages" in run(capsys)
    assert announcing.generation().current() != before


def test_it_fails_where_the_value_is_not_shared(monkeypatch):
    monkeypatch.setattr(announcing.generation(), "find_problem", lambda: "Permission denied")
    with pytest.raises(CommandError, match="Permission denied"):
        call_command("purge")


class Shared:
    def __init__(self, is_untold):
        self.is_untold, self.is_told = is_untold, False

    def tell(self):
        self.is_told = True


def test_other_machines_are_told(capsys, monkeypatch):
    shared = Shared(is_untold=False)
    monkeypatch.setattr(purge, "shared_generation", lambda: shared)
    assert "Other machines drop theirs" in run(capsys)
    assert shared.is_told
    monkeypatch.setattr(purge, "shared_generation", lambda: Shared(is_untold=True))
    with pytest.raises(CommandError, match="other machines don't know"):
        call_command("purge")


def test_caches_in_front_are_emptied_and_those_of_others_named(capsys, monkeypatch, settings):
    settings.FRONT_CACHE_URLS, settings.SHARED_MAX_AGE = ["http://127.0.0.1:6081"], 30
    answers = [True, False]
    monkeypatch.setattr("config.front_cache.purging.purge_now", lambda timeout: answers.pop(0))
    told = run(capsys)
    assert "emptied: http://127.0.0.1:6081" in told
    assert "another 90 seconds" in told
    with pytest.raises(CommandError, match="6081"):
        call_command("purge")
