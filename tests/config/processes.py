"""What the tests that run the site as real processes share."""

import json
import os
import socket
import time
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from config.serving.data_files import IGNORED

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
PATIENCE = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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


def eventually(condition, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE} s in vain: {what}")
