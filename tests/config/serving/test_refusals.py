"""Unsafe configurations, each given to a real `serve`; the WSGI entry asks the same function.

All start from one configuration that both accept, and spoil a single thing in it. A process takes
two seconds of a processor, so the WSGI entry is given one of each kind, and with REFUSALS=full all.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests import kept_database
from tests.config.serving.processes import MANAGE, PATIENCE, environment

pytestmark = pytest.mark.processes

COMMANDS = {
    "serve": [sys.executable, str(MANAGE), "serve"],
    "wsgi": [sys.executable, "-c", "import config.wsgi; print('loaded')"],
}


def cases(names, of_wsgi):
    """Each case with its entries: all with `serve`, and with the WSGI entry those named or all."""
    wsgi = names if os.environ.get("REFUSALS") == "full" else of_wsgi
    return [("serve", name) for name in names] + [("wsgi", name) for name in wsgi]


def run(entry, env):
    return subprocess.run(
        COMMANDS[entry],
        env=env,
        cwd=MANAGE.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def refusal(entry, env):
    """The one line that an entry says instead of starting."""
    result = run(entry, env)
    assert result.returncode == 1, result.stdout
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture(scope="module")
def migrated_dir(tmp_path_factory):
    data_dir = tmp_path_factory.mktemp("migrated")
    kept_database.copy_into(data_dir)
    return data_dir


@pytest.fixture
def data_dir(migrated_dir, tmp_path):
    return shutil.copytree(migrated_dir, tmp_path / "data")


SETTINGS = {
    "missing key": ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
    "short key": ({"SECRET_KEY": "s3cr3t"}, "SECRET_KEY is too weak"),
    "repeated key": ({"SECRET_KEY": "a1b2c3d4e5" * 6}, "SECRET_KEY is too weak"),
    "startproject's key": (
        {"SECRET_KEY": "django-insecure-0k(7#zq!m2v9x&b4n6_l8j$h5g3f1d*s+a=w%e@r^t"},
        "SECRET_KEY is too weak",
    ),
    "the tests' settings and key": (
        {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        "SECRET_KEY is too weak",
    ),
    "an address of Sentry's without a key": (
        {"SENTRY_DSN": "https://errors.example.org/1"},
        "SENTRY_DSN must look like",
    ),
    "missing key file": (
        {"SECRET_KEY": None, "SECRET_KEY_FILE": "/nowhere/key"},
        "SECRET_KEY_FILE can't be read",
    ),
    "debug": ({"DJANGO_SETTINGS_MODULE": "config.settings.dev"}, "DEBUG is on"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS has '*'"),
    "a top-level domain": ({"ALLOWED_HOSTS": "a.example,.org"}, "ALLOWED_HOSTS has '.org'"),
    "a registry's domain": ({"ALLOWED_HOSTS": ".co.uk"}, "ALLOWED_HOSTS has '.co.uk'"),
    "a bare dot": ({"ALLOWED_HOSTS": "."}, "ALLOWED_HOSTS has '.'"),
    "any host by SITE_URL": ({"SITE_URL": "https://*"}, "ALLOWED_HOSTS has '*'"),
    "plain http": ({"SITE_URL": "http://example.org"}, "SITE_URL must start with https://"),
    "no scheme": ({"SITE_URL": "example.org"}, "SITE_URL must be a full address"),
    "short token": ({"METRICS": "true", "METRICS_TOKEN": "abc"}, "METRICS_TOKEN is too short"),
    "no database address": ({"DATABASE_URL": "none://u:hunter2@x"}, "DATABASE_URL must look like"),
    "no database server": (
        {"DATABASE_URL": "postgres://u:hunter2@127.0.0.1:1/x"},
        "The database of DATABASE_URL can't be used",
    ),
}


@pytest.mark.parametrize(("entry", "case"), cases(SETTINGS, ["repeated key", "debug"]))
def test_it_refuses_an_unsafe_setting(data_dir, entry, case):
    changes, message = SETTINGS[case]
    env = {**environment(data_dir), **changes}
    line = refusal(entry, {name: value for name, value in env.items() if value is not None})
    assert message in line
    assert "hunter2" not in line


def open_folder(data_dir, env):
    data_dir.chmod(0o777)


def open_database(data_dir, env):
    (data_dir / "db.sqlite3").chmod(0o666)


def open_media(data_dir, env):
    (data_dir / "media").mkdir()
    (data_dir / "media").chmod(0o757)


def open_key(data_dir, env):
    (data_dir / "secret_key").write_text(env["SECRET_KEY"])
    (data_dir / "secret_key").chmod(0o602)


def open_key_file(data_dir, env):
    file = data_dir / "key"
    file.write_text(env.pop("SECRET_KEY"))
    file.chmod(0o666)
    env["SECRET_KEY_FILE"] = str(file)


def no_migrations(data_dir, env):
    (data_dir / "db.sqlite3").unlink()


def no_static_files(data_dir, env):
    (data_dir / "static" / "staticfiles.json").unlink()


def old_static_files(data_dir, env):
    file = data_dir / "static" / "staticfiles.json"
    manifest = json.loads(file.read_text())
    del manifest["paths"]["css/site.css"]
    file.write_text(json.dumps(manifest))


FILES = {
    "open folder": (open_folder, "DATA_DIR"),
    "open database": (open_database, "db.sqlite3 can be written by everyone"),
    "open media": (open_media, "The media folder"),
    "open key": (open_key, "The key file"),
    "open key file": (open_key_file, "SECRET_KEY_FILE"),
    "no migrations": (no_migrations, "run `manage.py migrate`"),
    "no static files": (no_static_files, "run `manage.py collectstatic`"),
    "old static files": (old_static_files, "lacks css/site.css: run `manage.py collectstatic`"),
}


@pytest.mark.parametrize(("entry", "case"), cases(FILES, ["open key", "no migrations"]))
def test_it_refuses_unsafe_files(data_dir, entry, case):
    spoil, message = FILES[case]
    env = environment(data_dir)
    spoil(data_dir, env)
    line = refusal(entry, env)
    assert message in line
    assert "chmod o-w" in line or "manage.py" in line


def test_the_wsgi_entry_loads_what_is_safe(data_dir):
    result = run("wsgi", environment(data_dir, SITE_URL="https://example.org"))
    assert (result.returncode, result.stdout, result.stderr) == (0, "loaded\n", "")


def test_a_server_that_loads_the_wsgi_entry_shows_the_line_and_fails(data_dir):
    env = environment(data_dir, SECRET_KEY="short")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", env["PORT"]]
    result = subprocess.run(
        [*command, "--log-level", "critical", "config.wsgi:application"],
        env=env,
        cwd=MANAGE.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("Error: SECRET_KEY is too weak")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["check", "migrate", "collectstatic"])
def test_commands_that_serve_nobody_run_without_a_key(data_dir, command):
    env = environment(data_dir, SECRET_KEY="", ALLOWED_HOSTS="*", STATIC_ROOT=str(data_dir / "s"))
    options = ["--dry-run", "--noinput"] if command == "collectstatic" else []
    subprocess.run([sys.executable, str(MANAGE), command, *options], env=env, check=True)
