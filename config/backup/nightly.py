"""Decides when a night's backup is due and how many stay, makes it, tells how old the last is."""

from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config.backup.make import make_backup
from config.backup.names import made_at
from config.backup.thinning import Keep, clear_leftovers, thin

# By the site's clock: when few write.
TIME = time(3)
KEEP = Keep(daily=7, weekly=4, monthly=12)
# A night was missed, and the next one had its time.
MAX_AGE = timedelta(hours=36)


def newest_backup(folder: Path | None) -> datetime | None:
    """Return when the newest backup of a folder was made, by its name; None without either."""
    if folder is None or not folder.is_dir():
        return None
    moments = filter(None, (made_at(path.name) for path in folder.iterdir()))
    return max(moments, default=None)


def is_due(folder: Path) -> bool:
    """Tell whether no backup was made since the last night's time; a missed one is made up."""
    newest = newest_backup(folder)
    return newest is None or newest < last_time()


def last_time() -> datetime:
    """Return when the last backup was to be made."""
    now = timezone.localtime()
    tonight = timezone.make_aware(datetime.combine(now.date(), TIME))
    return tonight if tonight <= now else tonight - timedelta(days=1)


def back_up(folder: Path) -> Path:
    """Make a backup and thin out older ones; raise BackupError, OSError or DatabaseError."""
    path, _manifest = make_backup(folder)
    clear_leftovers(folder)
    thin(folder, KEEP)
    return path


def state() -> str:
    """Return "off", "missing", "too old" or "ok"."""
    if settings.BACKUP_DIR is None:
        return "off"
    newest = newest_backup(settings.BACKUP_DIR)
    if newest is None:
        return "missing"
    return "too old" if timezone.now() - newest > MAX_AGE else "ok"
