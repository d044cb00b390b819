"""Slow statements in the log: where they came from, and nothing of their values."""

import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from blog.models import Tag
from config.freshness.watcher import watcher_of
from config.monitoring.slow_queries import MAX_REMEMBERED, PAUSE, SlowQueries, without_values


def look(request, number):
    Tag.objects.filter(name="a secret illness", pk__gt=4711).exists()
    return HttpResponse()


urlpatterns = [path("look/<int:number>/", look)]


def fields_of(caplog):
    return [record.fields for record in caplog.records if record.name == "epoch.slow"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_slow_query_is_logged_once_with_its_request(client, home, caplog, monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr("config.freshness.watcher.note_slow_query", SlowQueries().note)
    monkeypatch.setattr(watcher_of(connection), "slow_seconds", 0.0)
    client.get("/look/1/?q=illness")
    client.get("/look/2/")
    (found,) = [each for each in fields_of(caplog) if "blog_tag" in each["sql"]]
    assert (found["path"], found["route"]) == ("/look/1/", "look/<int:number>/")
    assert found["duration_ms"] >= 0
    assert "illness" not in str(found)
    assert "4711" not in str(found)


@pytest.mark.django_db
def test_a_quick_query_is_not_logged(caplog, monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(watcher_of(connection), "slow_seconds", 3600.0)
    Tag.objects.exists()
    assert fields_of(caplog) == []


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ('SELECT "a1"  FROM\n t2 WHERE x = %s', 'SELECT "a1" FROM t2 WHERE x = %s'),
        ("SELECT * FROM t WHERE x = 'it''s 5' LIMIT 21", "SELECT * FROM t WHERE x = ? LIMIT ?"),
        ("SELECT 'open and 1", "SELECT "),
        ("SELECT $$secret$$", "SELECT "),
        ("SELECT 1.5, -3", "SELECT ?, -?"),
    ],
)
def test_values_are_taken_out(sql, text):
    assert without_values(sql) == text


def test_of_one_text_there_is_a_line_a_minute_and_few_are_remembered(caplog):
    caplog.set_level(logging.WARNING)
    now = [0.0]
    slow = SlowQueries(clock=lambda: now[0])
    for moment in (0.0, PAUSE / 2, PAUSE):
        now[0] = moment
        slow.note("SELECT 1", 2.0)
    assert [each["duration_ms"] for each in fields_of(caplog)] == [2000.0, 2000.0]
    for number in range(2 * MAX_REMEMBERED):
        slow.note(f"SELECT a{number}", 2.0)
    assert len(slow.logged_at) <= MAX_REMEMBERED
