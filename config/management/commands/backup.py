"""Makes a backup of the whole site and deletes old ones."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat

from config.backup.errors import BackupError
from config.backup.make import make_backup
from config.backup.thinning import Keep, clear_leftovers, thin
from home.setup.database_version import refuse_newer_database

PERIODS = {"daily": "days", "weekly": "weeks", "monthly": "months"}


class Command(BaseCommand):
    help = "Make one file of the whole site, database and media, while it runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="Where backups are kept.")
        for name, periods in PERIODS.items():
            parser.add_argument(
                f"--keep-{name}",
                type=count,
                metavar="N",
                help=f"Then keep the last backup of each of the last N {periods} that have one. "
                "Without any --keep option all are kept.",
            )

    def handle(self, *, folder: Path, **options: Any) -> None:
        refuse_newer_database()
        keep = {name: options[f"keep_{name}"] for name in PERIODS}
        try:
            path, manifest = make_backup(folder)
            clear_leftovers(folder)
            is_thinned = any(number is not None for number in keep.values())
            deleted = (
                thin(folder, Keep(**{k: v or 0 for k, v in keep.items()})) if is_thinned else 0
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, OSError) as error:
            raise CommandError(f"The backup failed: {str(error).partition(chr(10))[0]}") from error
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(
            f"Backed up {rows} rows and {len(manifest.media)} files: {path} "
            f"({filesizeformat(path.stat().st_size)})"
            + (f"; deleted {deleted} old backups" if deleted else "")
        )
        for name in manifest.missing:
            self.stderr.write(f"Missing, though the database names it: {name}")


def count(text: str) -> int:
    """Read a number of periods; raise ArgumentTypeError for what is none."""
    if not text.isascii() or not text.isdecimal():
        raise ArgumentTypeError("must be a whole number, 0 or more")
    return int(text)
