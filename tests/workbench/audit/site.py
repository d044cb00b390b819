"""The starter site and one long post more, served for the audit from a folder of its own."""

import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.workbench.audit.long_post import write_long_post

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120
WAITING = (
    "SELECT COUNT(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
)


@contextmanager
def starter_site(folder: Path) -> Iterator[str]:
    """Make the site in `folder`, serve it, and yield its address once all tasks are done."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SITE_URL")}
    settings = {"DATA_DIR": str(folder), "PORT": str(port), "SECRET_KEY": secrets.token_urlsafe(50)}
    environment = kept | settings | {"STATIC_ROOT": str(ROOT / "var" / "static")}
    write_long_post(folder / "long")
    for command in (
        ["demo", "--no-serve"],
        ["import_posts", str(folder / "long"), "--blog", "blog", "--publish"],
    ):
        subprocess.run(manage(command), env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(manage(["serve"]), env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: answers(address))
        wait_for(lambda: is_idle(folder / "db.sqlite3"))
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)


def manage(arguments: list[str]) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz") as response:
            return response.status == 200
    except OSError:
        return False


def is_idle(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(WAITING).fetchone()[0] == 0


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            sys.exit("The site was not ready in time.")
        time.sleep(0.5)


def executable() -> str | None:
    """Return where Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
