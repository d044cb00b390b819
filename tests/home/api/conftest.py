"""Fixtures for programs that write: people with tokens, and how each asks."""

import pytest

from home.api.tokens import make_token
from tests.factories import UserFactory
from tests.home.api.programs import Program


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch):
    from config.request_limits.throttle import throttle

    throttle().own.storage.reset()


@pytest.fixture
def program():
    """Return a function: a program in the name of a new member of a group, or of a user."""

    def make(group="", user=None, **token):
        user = user or (UserFactory(group=group) if group else UserFactory())
        asking = Program(make_token(user, "Tests", **token)[1])
        asking.user = user
        return asking

    return make


@pytest.fixture
def editor(program, blog):
    return program("Editors")


@pytest.fixture
def anyone():
    return Program()
