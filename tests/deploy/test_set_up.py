"""What make does before there is anything to run: the port, .venv, and what is installed there."""

import os
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from deploy import set_up
from tests.config.serving.processes import MANAGE, eventually, free_port


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """The commands that would have run, in an empty folder; those of `failing` fail."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(set_up, "pip_index", lambda: "https://index.example/simple")
    ran = []

    def run(command, environment=None, **options):
        ran.append((command, environment))
        if "--target" in command and "fetch" not in run.failing:
            binary = set_up.OWN_UV / "bin" / "uv"
            binary.parent.mkdir(parents=True)
            binary.touch()
        return not any(word in command[0] for word in run.failing)

    run.failing, run.ran = [], ran
    monkeypatch.setattr(set_up, "run", run)
    return run


def has_uv(monkeypatch, path):
    monkeypatch.setattr(shutil, "which", lambda name: path)


def test_a_port_that_is_taken_is_said_before_anything_is_installed():
    set_up.check_port("127.0.0.1", str(free_port()))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        with pytest.raises(SystemExit, match=f"Port {port} on 127.0.0.1 can't be had"):
            set_up.check_port("127.0.0.1", port)
    for nonsense in ("none", "70000"):
        with pytest.raises(SystemExit):
            set_up.check_port("127.0.0.1", nonsense)


def test_uv_of_the_machine_is_used_as_it_is_configured(commands, monkeypatch):
    has_uv(monkeypatch, "/bin/uv")
    set_up.install("requirements.txt")
    assert [command[:2] for command, _ in commands.ran] == [["/bin/uv", "venv"], ["/bin/uv", "pip"]]
    assert all(environment is None for _, environment in commands.ran)


def test_without_uv_a_pinned_one_is_fetched_and_takes_the_index_of_pip(commands, monkeypatch):
    has_uv(monkeypatch, None)
    set_up.install("requirements.txt")
    fetch = next(command for command, _ in commands.ran if "--target" in command)
    assert {"--require-hashes", "--only-binary"} < set(fetch)
    assert fetch[-1] == "deploy/uv.txt"
    last, environment = commands.ran[-1]
    assert last[0] == ".venv/uv/bin/uv"
    assert "--require-hashes" in last
    assert environment["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    set_up.install("requirements-dev.txt")
    assert sum("--target" in command for command, _ in commands.ran) == 1


@pytest.mark.parametrize("failing", ["fetch", ".venv/uv/bin/uv"])
def test_where_uv_cannot_be_had_or_fails_pip_takes_the_same_lock(
    commands, monkeypatch, capsys, failing
):
    has_uv(monkeypatch, None)
    commands.failing = [failing]
    set_up.install("requirements.txt")
    last, _ = commands.ran[-1]
    assert last[:4] == [".venv/bin/python", "-m", "pip", "install"]
    assert "--require-hashes" in last
    assert "pip does" in capsys.readouterr().out


def test_nothing_is_taken_for_done_that_failed(commands, monkeypatch):
    has_uv(monkeypatch, None)
    commands.failing = ["fetch", "python"]
    with pytest.raises(SystemExit, match=r"requirements\.txt could not be installed"):
        set_up.install("requirements.txt")


@pytest.fixture
def clone(tmp_path):
    """A folder that looks set up to make; its Python writes down its id and waits."""
    shutil.copy(MANAGE.parent / "Makefile", tmp_path)
    shutil.copytree(MANAGE.parent / "deploy", tmp_path / "deploy")
    for name in ("requirements.txt", "config/static/a", "blog/static/a", ".venv/.ready"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "var" / "static").mkdir(parents=True)
    (tmp_path / "var" / "static" / ".ready").touch()
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        '#!/bin/sh\nif [ "$2" = demo ]; then echo "$$ $*" > asked; exec sleep 60; fi\necho key\n'
    )
    python.chmod(0o755)
    return tmp_path


def test_what_ends_make_ends_the_site(clone):
    command = ["make", "demo", f"PYTHON={sys.executable}", f"PORT={free_port()}"]
    env = {**os.environ, "DATA_DIR": "var"}
    with subprocess.Popen(command, cwd=clone, env=env) as process:
        try:
            asked = eventually(
                lambda: (clone / "asked").exists() and (clone / "asked").read_text(), "it starts"
            )
            pid, *words = asked.split()
            assert words == ["manage.py", "demo"], "static files are collected already"
        finally:
            process.send_signal(signal.SIGTERM)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_static_files_that_are_old_are_collected_beside_the_rest(clone):
    (clone / "var" / "static" / ".ready").unlink()
    command = ["make", "demo", f"PYTHON={sys.executable}", f"PORT={free_port()}"]
    with subprocess.Popen(command, cwd=clone, env={**os.environ, "DATA_DIR": "var"}) as process:
        try:
            asked = eventually(
                lambda: (clone / "asked").exists() and (clone / "asked").read_text(), "it starts"
            )
        finally:
            process.send_signal(signal.SIGTERM)
    assert asked.split()[1:] == ["manage.py", "demo", "--collect-static"]
