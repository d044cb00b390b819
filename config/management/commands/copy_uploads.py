"""Copies uploads from a folder into object storage: `manage.py copy_uploads DIR`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.media.copying import NameTakenError, copy_uploads


class Command(BaseCommand):
    help = "Copy uploads from a folder on disk into object storage; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="What was DATA_DIR/media.")

    def handle(self, *, folder: Path, **options: Any) -> None:
        if not settings.S3_BUCKET:
            raise CommandError("S3_BUCKET is not set: there is no object storage to copy to.")
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        try:
            copied, kept = copy_uploads(folder)
        except NameTakenError as error:
            raise CommandError(f"The storage has another file in the place of {error}.") from error
        except OSError as error:
            raise CommandError(f"Not all can be copied: {error}.") from error
        self.stdout.write(f"{copied} files copied, {kept} were there. Now run `manage.py init`.")
