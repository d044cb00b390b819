"""What the tests that run the site as real processes share."""

import json
import os
import random
import socket
import time
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from config.serving.data_files import IGNORED

MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
PATIENCE = 60
# Below those that systems give to connections on their way out (Linux from 32,768): a port from
# among these may be such a connection's own by the time that a server is started on it.
PORTS = range(20_000, 32_000)


def free_port():
    while True:
        # Not pytest's dice, which may be the same in each of its processes.
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def environment(data_dir, **changes):
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SITE_URL", "HOST", "ALLOWED_HOSTS", "SECRET_KEY_FILE")
    }
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATA_DIR": str(data_dir),
        "PORT": str(free_port()),
        "SECRET_KEY": "serve-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
        "PYTHONPATH": str(MANAGE.parent),
        "STATIC_ROOT": str(collected_files(Path(data_dir))),
        # A busy machine is no news to a test that reads the log.
        "SLOW_REQUEST_MS": "0",
        "SLOW_QUERY_MS": "0",
    }
    return {**kept, **settings, **changes}


def collected_files(data_dir):
    """A folder as collectstatic leaves it, so far as the start looks into it."""
    folder = data_dir / "static"
    if not folder.exists():
        folder.mkdir(parents=True)
        names = [name for finder in get_finders() for name, _ in finder.list(IGNORED)]
        manifest = {"version": "1.1", "paths": dict(zip(names, names, strict=True)), "hash": ""}
        (folder / "staticfiles.json").write_text(json.dumps(manifest))
    return folder


def eventually(condition, what, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.1)
    raise AssertionError(f"waited {patience} s in vain: {what}")


def children(pid):
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def family(pid):
    return [pid, *(member for child in children(pid) for member in family(child))]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def child_running(pid, words):
    for child in children(pid):
        if words in Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode():
            return child
    return None
