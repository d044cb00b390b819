"""Checks the files on disk before the site starts."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import CommandError

# What collectstatic leaves out.
IGNORED = ["CVS", ".*", "*~"]


def check_data_dir() -> None:
    """Make DATA_DIR if need be; raise CommandError unless files can be written there."""
    try:
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=settings.DATA_DIR).close()
    except OSError as error:
        raise CommandError(
            f"DATA_DIR {settings.DATA_DIR} cannot be written to ({error.strerror}): "
            "set DATA_DIR to a folder that can."
        ) from error


def check_writers() -> None:
    """Raise CommandError when every account of the machine may change the site's data."""
    for setting, path in sensitive_files():
        try:
            mode = path.stat().st_mode
        except OSError:
            # Not made yet, or for another check to complain about.
            continue
        if mode & stat.S_IWOTH:
            raise CommandError(
                f"{setting} {path} can be written by everyone on this machine: "
                f"run `chmod o-w {path}`."
            )


def sensitive_files() -> Iterator[tuple[str, Path]]:
    """Yield the files and folders that make the site, each with the setting that names it."""
    yield "DATA_DIR", settings.DATA_DIR
    if database := database_file():
        yield "The database", database
    yield "The media folder", Path(settings.MEDIA_ROOT)
    yield "The key file", settings.DATA_DIR / "secret_key"
    if key_file := os.environ.get("SECRET_KEY_FILE"):
        yield "SECRET_KEY_FILE", Path(key_file)


def database_file() -> Path | None:
    """Return the file of the embedded database; None where a server keeps the data."""
    database = settings.DATABASES["default"]
    return Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None


def check_static_files() -> None:
    """Raise CommandError when a template would name a file that was not collected: a 500."""
    if not getattr(staticfiles_storage, "manifest_strict", False):
        return
    # Read anew: another process may have collected them since this one began.
    paths, _hash = cast("ManifestFilesMixin", staticfiles_storage).load_manifest()
    collected = {name.replace("\\", "/") for name in paths}
    for finder in get_finders():
        for name, _ in finder.list(IGNORED):
            if name.replace("\\", "/") not in collected:
                raise CommandError(
                    f"STATIC_ROOT {settings.STATIC_ROOT} lacks {name}: "
                    "run `manage.py collectstatic`."
                )
