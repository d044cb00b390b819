"""A backup is made each night, its age is told, and a failure is mailed."""

from datetime import datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError
from django.core import mail
from django.utils import timezone

from config.background import nightly_backup
from config.background.nightly_backup import NightlyBackup
from config.backup import nightly
from config.backup.errors import BackupError
from config.backup.names import file_name
from config.serving.readiness import DISPENSABLE, check_backup
from config.serving.stop import StopSignal
from tests.factories import UserFactory
from tests.people import sign_in


@pytest.fixture
def folder(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()
    return settings.BACKUP_DIR


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(moment))

    return set_clock


def put_backup(folder, moment: datetime) -> None:
    (folder / file_name(timezone.make_aware(moment))).touch()


def test_a_backup_is_due_once_a_night_and_made_up_when_one_was_missed(folder, at):
    at(datetime(2026, 5, 1, 2, 59))
    assert nightly.is_due(folder)
    put_backup(folder, datetime(2026, 4, 30, 3, 1))
    assert not nightly.is_due(folder)
    at(datetime(2026, 5, 1, 3, 0))
    assert nightly.is_due(folder)
    put_backup(folder, datetime(2026, 5, 1, 3, 0))
    assert not nightly.is_due(folder)
    at(datetime(2026, 5, 4, 12, 0))
    assert nightly.is_due(folder)


def test_its_age_makes_the_site_degraded_and_not_unready(folder, settings):
    assert check_backup() == "missing"
    (folder / "notes.txt").touch()
    old = timezone.now() - nightly.MAX_AGE - timedelta(minutes=1)
    (folder / file_name(old)).touch()
    assert check_backup() == "too old"
    (folder / file_name(timezone.now())).touch()
    assert check_backup() == "ok"
    assert "backup" in DISPENSABLE
    settings.BACKUP_DIR = None
    assert check_backup() == "ok"


def test_the_background_process_makes_one_and_not_a_second(folder, monkeypatch):
    made = []
    monkeypatch.setattr(nightly_backup, "close_old_connections", lambda: None)
    monkeypatch.setattr(nightly_backup, "back_up", lambda folder: (made.append(1), put_now(folder)))
    backup = NightlyBackup(StopSignal())
    backup.run_round()
    backup.run_round()
    assert made == [1]


def put_now(folder) -> None:
    (folder / file_name(timezone.now())).touch()


@pytest.mark.django_db
def test_a_failure_is_mailed_to_admins_once_a_night(folder, monkeypatch):
    UserFactory(group="Admins", email="admin@example.org")
    UserFactory(is_superuser=True, email="root@example.org")
    UserFactory(group="Editors", email="editor@example.org")
    UserFactory(group="Admins", email="gone@example.org", is_active=False)

    def fail(folder):
        raise BackupError("No space left.")

    monkeypatch.setattr(nightly_backup, "close_old_connections", lambda: None)
    monkeypatch.setattr(nightly_backup, "back_up", fail)
    backup = NightlyBackup(StopSignal())
    for _each in range(3):
        backup.try_at = 0.0
        backup.run_round()
    assert [message.to for message in mail.outbox] == [["admin@example.org"], ["root@example.org"]]
    assert "No space left." in mail.outbox[0].body
    backup.try_at = 0.0
    monkeypatch.setattr(nightly_backup, "last_time", lambda: timezone.now() + timedelta(days=1))
    backup.run_round()
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    "error", [OSError("disk"), EndpointConnectionError(endpoint_url="http://127.0.0.1:9")]
)
def test_a_failed_backup_is_tried_again_an_hour_later(folder, monkeypatch, error):
    tries = []

    def fail(folder):
        tries.append(1)
        raise error

    monkeypatch.setattr(nightly_backup, "close_old_connections", lambda: None)
    monkeypatch.setattr(nightly_backup, "back_up", fail)
    monkeypatch.setattr(nightly_backup, "tell_managers", lambda reason: None)
    backup = NightlyBackup(StopSignal())
    backup.run_round()
    backup.run_round()
    assert len(tries) == 1


@pytest.mark.django_db
def test_admins_read_its_age_on_the_dashboard(client, folder, settings):
    put_now(folder)
    for role, is_shown in (("Admins", True), ("Editors", False)):
        sign_in(client, UserFactory(group=role))
        assert ("The last backup was made" in client.get("/admin/").content.decode()) == is_shown
    settings.BACKUP_DIR = None
    sign_in(client, UserFactory(group="Admins"))
    assert "The last backup" not in client.get("/admin/").content.decode()
