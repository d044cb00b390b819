"""Fixtures for programs that write: people with tokens, and how each asks."""

import json

import pytest
from django.test import Client

from home.api.tokens import make_token
from tests.factories import UserFactory

API = "/api/v3/"


class Program:
    """Asks the API with a token, or with none."""

    def __init__(self, text=""):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, path="", **query):
        return self.client.get(f"{API}{path}", query, headers=self.headers)

    def send(self, method, path, data=None):
        ask = getattr(self.client, method)
        body = json.dumps({} if data is None else data)
        return ask(f"{API}{path}", body, content_type="application/json", headers=self.headers)

    def post(self, path, data=None):
        return self.send("post", path, data)

    def patch(self, path, data=None):
        return self.send("patch", path, data)

    def delete(self, path):
        return self.client.delete(f"{API}{path}", headers=self.headers)


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
