"""What lies in DATA_DIR is its owner's alone."""

import os
import subprocess
import sys

import pytest

from config.serving.privacy import keep_private
from tests.config.serving.processes import MANAGE, environment


def mode(path):
    return path.stat().st_mode & 0o777


@pytest.fixture
def data_dir(settings, monkeypatch, tmp_path):
    """A folder as earlier versions left it, under the umask of most machines."""
    folder = tmp_path / "data"
    (folder / "mail").mkdir(parents=True)
    folder.chmod(0o755)
    (folder / "mail").chmod(0o755)
    names = ("db.sqlite3", "db.sqlite3-wal", "secret_key", "mail/1.log", "media.txt")
    for name in names:
        (folder / name).touch()
        (folder / name).chmod(0o644)
    settings.DATA_DIR = folder
    # The connection's own settings: whatever stays changed is what later tests connect to.
    database = {"NAME": str(folder / "db.sqlite3"), "ENGINE": "django.db.backends.sqlite3"}
    for name, value in database.items():
        monkeypatch.setitem(settings.DATABASES["default"], name, value)
    before = os.umask(0o022)
    yield folder
    os.umask(before)


def test_what_others_could_read_is_closed_and_named_once(data_dir, caplog):
    keep_private()
    assert mode(data_dir) == 0o750
    for name in ("db.sqlite3", "db.sqlite3-wal", "secret_key", "mail/1.log"):
        assert mode(data_dir / name) == 0o600
    assert mode(data_dir / "mail") == 0o700
    assert f"could read {data_dir}, " in caplog.text
    caplog.clear()
    keep_private()
    assert not caplog.records


def test_a_link_is_not_followed(data_dir, tmp_path):
    target = tmp_path / "elsewhere"
    target.touch()
    target.chmod(0o644)
    (data_dir / "demo_password").symlink_to(target)
    keep_private()
    assert mode(target) == 0o644


def test_commands_write_for_their_owner_and_static_files_for_all(tmp_path):
    code = "import sys, os, manage; sys.argv = ['manage.py', '{}', '--help']\n"
    code += "try: manage.main()\nexcept SystemExit: print(oct(os.umask(0)))"
    masks = {
        name: subprocess.run(
            [sys.executable, "-c", code.format(name)],
            env=environment(tmp_path),
            cwd=MANAGE.parent,
            capture_output=True,
            text=True,
            umask=0o022,
            check=True,
        ).stdout.splitlines()[-1]
        for name in ("migrate", "collectstatic")
    }
    assert masks == {"migrate": "0o77", "collectstatic": "0o22"}
