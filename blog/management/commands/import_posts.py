"""Imports a folder of Markdown files and notebooks into a blog: `manage.py import_posts PATH`."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log

from blog.importing.dialects.guess import NAMES
from blog.importing.entry import UnreadableError
from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Report
from blog.importing.reporting.report_json import report_to_json
from blog.importing.reporting.report_text import LISTS, report_lines
from blog.management.blogs import find_blog
from blog.management.people import find_user

# Where the output is no terminal, a line for so many files.
LOGGED_EVERY = 50


class Command(BaseCommand):
    help = (
        "Import a folder of Markdown files and notebooks, with their images and the links between "
        "them, as drafts. A second run brings what changed, and leaves alone what was edited or "
        "deleted; what was edited of a notebook is merged with its changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="A folder, a zip, or one file.")
        parser.add_argument("--blog", metavar="SLUG", help="The blog, when there are several.")
        parser.add_argument(
            "--source", default="", metavar="NAME", help="The archive's name; else the folder's."
        )
        parser.add_argument(
            "--was",
            default="",
            metavar="https://OLD.EXAMPLE",
            help="Where the archive's site was: links to it become links to the posts, and its "
            "addresses lead to posts of earlier runs too.",
        )
        parser.add_argument(
            "--git-dates", action="store_true", help="Date by git's log what has no date."
        )
        parser.add_argument("--publish", action="store_true", help="Publish all but drafts.")
        parser.add_argument(
            "--fetch-images",
            action="store_true",
            help="Fetch pictures that lie on other hosts, each once; else they become links.",
        )
        parser.add_argument("--user", metavar="NAME", help="Who imports; owns the new posts.")
        parser.add_argument(
            "--dialect", choices=NAMES, default="", help="How the texts are written; else guessed."
        )
        parser.add_argument("--dry-run", action="store_true", help="Try all, write nothing.")
        parser.add_argument(
            "--list",
            action="append",
            choices=LISTS,
            default=[],
            help="List all of this in the report, each with its file and line; repeatable.",
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE.json", help="Keep the whole report there."
        )

    def handle(self, *args: object, **options: object) -> None:
        try:
            report = self._import(options)
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        is_full = options["verbosity"] > 1
        for line in report_lines(report, is_full=is_full, lists=options["list"]):
            self.stdout.write(line)
        if options["report"]:
            _keep_report(report, options["report"])

    def _import(self, options: dict[str, object]) -> Report:
        path = options["path"]
        if not path.exists():
            raise UnreadableError(f"There is no folder, zip or file {path}.")
        index = find_blog(options["blog"])
        user = find_user(options["user"]) if options["user"] else None
        if not options["dry_run"]:
            log(index, "blog.import", user=user, data={"names": [options["source"] or path.name]})
        return import_folder(
            path,
            index=index,
            source=options["source"],
            was=options["was"],
            has_git_dates=options["git_dates"],
            publish=options["publish"],
            user=user,
            fetch_images=options["fetch_images"],
            progress=self._show_progress if options["verbosity"] else None,
            dialect=options["dialect"],
            is_dry=options["dry_run"],
        )

    def _show_progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} files", ending="\n" if done == total else "")
            self.stderr.flush()
        elif done % LOGGED_EVERY == 0 or done == total:
            self.stderr.write(f"{done} of {total} files")


def _keep_report(report: Report, file: Path) -> None:
    text = json.dumps(report_to_json(report), ensure_ascii=False, indent=1)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The report can't be kept in {file}: {error.strerror}.") from error
