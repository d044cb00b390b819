"""Keeps a folder of Markdown files and a blog equal: `manage.py sync DIR`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log

from blog.management.blogs import find_blog
from blog.management.folders import written_folder
from blog.management.people import find_user
from blog.syncing.files import ForeignFileError
from blog.syncing.lock import BusyError, only_sync
from blog.syncing.report import SyncReport
from blog.syncing.sync import sync_folder

# What `cron` and CI see: some of it is left to people, or another run has the lock.
OPEN, BUSY = 2, 3


class Command(BaseCommand):
    help = (
        "Make a folder of Markdown files and a blog equal. Files that changed become drafts, posts "
        "that changed become files; what changed on both sides is left alone, with the site's side "
        "beside it as NAME.theirs.md: merge the two, remove that file, and run it again. Commit "
        "the folder with its .epoch-sync. Ends with 0 where both are equal, 2 where something "
        "is left to do by hand, 3 while another sync runs, 1 for all else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=written_folder, metavar="DIR", help="The folder; made if missing."
        )
        parser.add_argument("--blog", metavar="SLUG", help="The blog, when there are several.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish what comes in, where no check forbids."
        )
        parser.add_argument(
            "--delete", action="store_true", help="Delete here what was deleted there."
        )
        parser.add_argument("--user", metavar="NAME", help="Who does it; owns the new posts.")

    def handle(self, *args: object, **options: object) -> None:
        index = find_blog(options["blog"])
        user = find_user(options["user"]) if options["user"] else None
        path = options["path"]
        try:
            with only_sync():
                report = sync_folder(
                    index, path, publish=options["publish"], delete=options["delete"], user=user
                )
        except BusyError as error:
            raise CommandError("Another sync is running.", returncode=BUSY) from error
        except ForeignFileError as error:
            raise CommandError(f"{error} is of another blog, or a link or a folder.") from error
        except OSError as error:
            raise CommandError(
                f"{path} can't be kept: {error.strerror or error}. Run it again."
            ) from error
        if report.changes:
            log(index, "blog.sync", user=user, data={"names": [path.name]})
        self._show(report)
        if report.open:
            count = len(report.open)
            raise CommandError(f"{count} left to do by hand; see above.", returncode=OPEN)

    def _show(self, report: SyncReport) -> None:
        self.stdout.write(
            f"{len(report.created)} new posts, {len(report.imported)} changed, "
            f"{len(report.written)} files and {report.media} pictures and documents written, "
            f"{len(report.renamed)} renamed, {len(report.deleted)} deleted, {report.equal} equal."
        )
        for line in [*report.told, *report.open]:
            self.stdout.write(f"  {line}")
