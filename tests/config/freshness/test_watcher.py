"""Changes are announced after their commit, and drafts are not."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from blog.models import Tag
from config.freshness.announcing import announce_at_exit, announce_change, generation
from config.freshness.watcher import is_settled, watcher_of
from config.transactions.transaction import one_transaction
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, TagFactory, create_site


@pytest.fixture
def announced(monkeypatch, db):
    """A list with an item for each announcement."""
    calls = []
    connection.ensure_connection()
    watcher = watcher_of(connection)
    monkeypatch.setattr(watcher, "announce", lambda: calls.append(1))
    watcher.has_changed = False
    return calls


@transaction.atomic
def write_and_fail():
    TagFactory()
    raise ZeroDivisionError


@transaction.atomic
def write_and_fail_afterwards():
    transaction.on_commit(lambda: 1 / 0)
    Tag.objects.filter(slug="none").update(name="Other")


def test_a_transaction_is_announced_once_it_is_committed(
    announced, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            TagFactory()
            Tag.objects.filter(slug="none").update(name="Other")
        assert not announced
    assert len(announced) == 1


def test_what_is_rolled_back_is_not_announced(announced, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert not announced


def test_a_write_after_a_savepoint_that_was_rolled_back_is_announced(
    announced, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        TagFactory()
    assert len(announced) == 1


def test_saving_a_draft_changes_nothing_and_publishing_it_does(
    announced, django_capture_on_commit_callbacks
):
    post = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=create_site().root_page))
    watcher_of(connection).has_changed = False
    with django_capture_on_commit_callbacks(execute=True):
        post.title = "Only a draft"
        revision = post.save_revision(log_action=True)
    assert not announced
    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()
    assert announced


def test_a_failing_announcement_is_logged_and_raises_nothing(
    announced, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail():
        raise OSError("lost")

    monkeypatch.setattr(watcher_of(connection), "announce", fail)
    with django_capture_on_commit_callbacks(execute=True):
        TagFactory()
    assert "could not be announced" in caplog.text


def test_outside_of_a_test_s_transaction_too(monkeypatch, django_db_setup, django_db_blocker):
    """Without the test's own transaction; what it writes is deleted by hand."""
    calls = []
    with django_db_blocker.unblock():
        connection.ensure_connection()
        monkeypatch.setattr(watcher_of(connection), "announce", lambda: calls.append(1))
        TagFactory(slug="of-the-watcher")
        assert calls, "a write by itself"

        calls.clear()
        with one_transaction():
            Tag.objects.filter(slug="of-the-watcher").update(name="Late")
            assert not calls
            assert not is_settled()
        assert len(calls) == 1, "a transaction that begins late"
        assert is_settled()

        with connection.execute_wrapper(lambda execute, *args: execute(*args)):
            connection.close()
            Tag.objects.filter(slug="of-the-watcher").delete()
        wrappers = [each for each in connection.execute_wrappers if each is watcher_of(connection)]
        assert len(wrappers) == 1, "another wrapper, and a new connection, leave ours"
        connection.close()


def test_without_autocommit_nothing_is_announced_before_the_commit(
    monkeypatch, django_db_setup, django_db_blocker
):
    calls = []
    with django_db_blocker.unblock():
        connection.ensure_connection()
        monkeypatch.setattr(watcher_of(connection), "announce", lambda: calls.append(1))
        try:
            transaction.set_autocommit(False)
            Tag.objects.filter(slug="none").update(name="Other")
            assert not calls
            transaction.commit()
            assert len(calls) == 1
            transaction.set_autocommit(True)
            assert len(calls) == 1
        finally:
            connection.close()


def test_a_transaction_by_hand_is_announced_after_its_commit(
    monkeypatch, django_db_setup, django_db_blocker
):
    calls = []
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        monkeypatch.setattr(watcher_of(connection), "announce", lambda: calls.append(1))
        for begin, end in (("BEGIN", "COMMIT"), ("SAVEPOINT a", "RELEASE SAVEPOINT a")):
            if begin.startswith("SAVE") and connection.vendor != "sqlite":
                continue
            cursor.execute(begin)
            cursor.execute("UPDATE blog_tag SET name = 'Other' WHERE slug = 'none'")
            calls.clear()
            cursor.execute(end)
            assert calls, end
        connection.close()


def test_what_another_hook_s_error_held_up_is_announced_at_the_end(
    monkeypatch, django_db_setup, django_db_blocker
):
    calls, at_the_end = [], []
    monkeypatch.setattr("atexit.register", at_the_end.append)
    announce_at_exit()
    with django_db_blocker.unblock():
        connection.ensure_connection()
        monkeypatch.setattr(watcher_of(connection), "announce", lambda: calls.append(1))
        with pytest.raises(ZeroDivisionError):
            write_and_fail_afterwards()
        assert not calls
        for each in at_the_end:
            each()
        assert calls == [1]
        connection.close()


def test_announcing_changes_the_generation():
    before = generation().current()
    announce_change()
    assert generation().current() != before


def test_changes_are_counted_by_table_once_they_are_committed(
    announced, monkeypatch, django_capture_on_commit_callbacks
):
    counted = []
    monkeypatch.setattr(watcher_of(connection), "count", counted.append)
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        TagFactory()
        Session.objects.filter(pk="none").delete()
        assert counted == []
    assert counted == ["blog_tag"]
