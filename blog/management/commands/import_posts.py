"""`manage.py import_posts PATH`: bring a folder of Markdown files into a blog."""

from argparse import ArgumentParser
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError

from blog.exchange.markdown_in import import_folder
from blog.models import BlogIndexPage

# Where the output is no terminal, a line for so many files.
LOGGED_EVERY = 50


class Command(BaseCommand):
    help = (
        "Import a folder of Markdown files, with their images and the links between them, as "
        "drafts. A second run brings what changed, and leaves alone what was edited or deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="The folder; its subfolders are read too.")
        parser.add_argument("--blog", metavar="SLUG", help="The blog, when there are several.")
        parser.add_argument("--publish", action="store_true", help="Publish all but drafts.")
        parser.add_argument("--user", metavar="NAME", help="Who imports; owns the new posts.")

    def handle(self, *args: object, **options: object) -> None:
        path = options["path"]
        if not path.is_dir():
            raise CommandError(f"There is no folder {path}.")
        report = import_folder(
            path,
            index=_index(options["blog"]),
            publish=options["publish"],
            user=_user(options["user"]) if options["user"] else None,
            progress=self._show_progress if options["verbosity"] else None,
        )
        for line in report.lines(is_full=options["verbosity"] > 1):
            self.stdout.write(line)

    def _show_progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} files", ending="\n" if done == total else "")
            self.stderr.flush()
        elif done % LOGGED_EVERY == 0 or done == total:
            self.stderr.write(f"{done} of {total} files")


def _index(slug: str | None) -> BlogIndexPage:
    indexes = BlogIndexPage.objects.filter(slug=slug) if slug else BlogIndexPage.objects.all()
    found = list(indexes.order_by("path")[:20])
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"There is no blog “{slug}”." if slug else "There is no blog yet.")
    names = ", ".join(index.slug for index in found)
    raise CommandError(f"There are several blogs; name one with --blog: {names}.")


def _user(name: str) -> AbstractBaseUser:
    try:
        return get_user_model().objects.get_by_natural_key(name)
    except get_user_model().DoesNotExist as error:
        raise CommandError(f"There is no user “{name}”.") from error
