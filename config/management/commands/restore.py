"""Fills an empty site from a backup, or checks one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from config.backup.errors import BackupError
from config.backup.restore import restore_backup, verify_backup
from config.serving.preflight import check_database


class Command(BaseCommand):
    help = "Fill an empty, migrated site from a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BACKUP", help="The file of a backup.")
        parser.add_argument(
            "--verify", action="store_true", help="Only check that the backup is unharmed."
        )

    def handle(self, *, backup: Path, verify: bool, **options: Any) -> None:
        try:
            if not verify:
                check_database()
            manifest = verify_backup(backup) if verify else restore_backup(backup)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            line = str(error).partition("\n")[0]
            raise CommandError(f"The database can't be used: {line}") from error
        except OSError as error:
            raise CommandError(f"The storage can't be used: {error.strerror or error}.") from error
        rows = sum(table.rows for table in manifest.tables)
        held = f"{rows} rows and {len(manifest.media)} files of {manifest.made_at[:19]} UTC"
        if verify:
            self.stdout.write(f"The backup is whole: {held}, Epoch {manifest.versions['epoch']}.")
        else:
            self.stdout.write(f"Restored {held}. Run `manage.py init`, then start the site.")
