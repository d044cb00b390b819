"""Deletes old backups, but for the last one of each of some days, weeks and months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time

from config.backup.archive import open_archive
from config.backup.errors import BackupError
from config.backup.names import PARTIAL, made_at

LEFTOVER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep a backup; those without any don't count."""

    daily: int = 0
    weekly: int = 0
    monthly: int = 0


def kept(times: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Return those of the moments that backups were made at to keep: the newest always."""
    newest_first = sorted(set(times), reverse=True)
    chosen = set(newest_first[:1])
    for count, period in (
        (keep.daily, lambda moment: moment.date()),
        (keep.weekly, lambda moment: moment.isocalendar()[:2]),
        (keep.monthly, lambda moment: (moment.year, moment.month)),
    ):
        last_of: dict[object, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(period(moment), moment)
        chosen.update(list(last_of.values())[:count])
    return chosen


def thin(folder: Path, keep: Keep) -> int:
    """Delete the backups of a folder that needn't be kept; return how many there were.

    What is not a whole backup neither counts nor goes.
    """
    backups = {
        moment: path for path in folder.iterdir() if (moment := _moment_of_whole_backup(path))
    }
    doomed = backups.keys() - kept(backups, keep)
    for moment in doomed:
        backups[moment].unlink()
    return len(doomed)


def clear_leftovers(folder: Path) -> None:
    """Delete what backups that were cut short more than a day ago left behind."""
    for path in folder.iterdir():
        is_partial = PARTIAL.fullmatch(path.name) and path.is_file() and not path.is_symlink()
        if is_partial and path.stat().st_mtime < time() - LEFTOVER_SECONDS:
            path.unlink(missing_ok=True)


def _moment_of_whole_backup(path: Path) -> datetime | None:
    """Return when a backup was made, or None for a file that is something else or harmed."""
    moment = made_at(path.name)
    if moment is None or path.is_symlink():
        return None
    try:
        with open_archive(path):
            return moment
    except BackupError:
        return None
