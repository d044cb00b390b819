"""Keeps what lies in DATA_DIR from the other accounts of the machine."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from config.serving.data_files import database_file

# New files and folders are their owner's alone.
UMASK = 0o077
OTHERS = 0o007
GROUP_AND_OTHERS = 0o077

logger = logging.getLogger(__name__)


def keep_private() -> None:
    """Take from others what earlier versions, or another tool, left open; say what was changed.

    The folder keeps its group's rights, which a container's volume may need. What belongs to
    another account is left as it is.
    """
    os.umask(UMASK)
    changed = [settings.DATA_DIR] if close(settings.DATA_DIR, OTHERS) else []
    changed += [path for path in secret_files() if close(path, GROUP_AND_OTHERS)]
    if changed:
        names = ", ".join(str(path) for path in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        logger.warning("Others on this machine could read %s%s; now they can't.", names, more)


def close(path: Path, rights: int) -> bool:
    """Take rights to a path away where it is ours; say whether there were any."""
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode) or not state.st_mode & rights:
            return False
        if state.st_uid != os.geteuid():
            logger.warning("Others can read %s, which isn't ours to change.", path)
            return False
        path.chmod(stat.S_IMODE(state.st_mode) & ~rights)
    except OSError as error:
        logger.warning("Whether others can read %s can't be told: %s", path, error.strerror)
        return False
    return True


def secret_files() -> Iterator[Path]:
    """Yield what there is of the database, its log, keys and kept mail."""
    if database := database_file():
        yield from (path for path in database.parent.glob(f"{database.name}*") if path.is_file())
    for name in ("secret_key", "demo_password", "mail"):
        path = settings.DATA_DIR / name
        if path.exists():
            yield path
            yield from path.glob("*.log")
