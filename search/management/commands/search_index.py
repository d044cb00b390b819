"""Makes the search index anew, fills in what is missing, checks it, or explains an order."""

from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from search.related.neighbours import find_all_neighbours
from search.results.explaining import explain
from search.upkeep.maintenance import Progress, fill, find_differences, rebuild

# Where the output is no terminal, a line for so many pages.
LOGGED_EVERY = 500


class Command(BaseCommand):
    help = (
        "Make the search index anew from the public pages, while the site goes on searching, "
        "fill in what is missing, check it and say what differs (exit code 1), or explain why "
        "pages stand where they do for a query."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["rebuild", "fill", "check", "explain"])
        parser.add_argument("query", nargs="?", default="", help="what to explain")

    def handle(self, *args: object, action: str, query: str, **options: object) -> None:
        if action == "explain":
            for line in explain(query, root=Site.objects.get(is_default_site=True).root_page):
                self.stdout.write(line)
        elif action == "fill":
            fill()
        elif action == "rebuild":
            self._rebuild(is_quiet=not options["verbosity"])
        else:
            self._report(find_differences())

    def _rebuild(self, *, is_quiet: bool) -> None:
        count = rebuild(None if is_quiet else self._progress("pages"))
        find_all_neighbours(None if is_quiet else self._progress("pages with their neighbours"))
        if not is_quiet:
            self.stdout.write(f"{count} pages are in the search index.")

    def _report(self, differences: Iterable[str]) -> None:
        count = 0
        for line in differences:
            count += 1
            self.stdout.write(line)
        if count:
            raise CommandError(f"{count} differences; `search_index rebuild` mends them.")
        self.stdout.write("The search index is true.")

    def _progress(self, what: str) -> Progress:
        """Return what shows how many of `what` are done."""

        def show(done: int, total: int) -> None:
            if self.stderr.isatty():
                self.stderr.write(f"\r{done} of {total} {what}", ending="\n" * (done == total))
                self.stderr.flush()
            elif done % LOGGED_EVERY == 0 or done == total:
                self.stderr.write(f"{done} of {total} {what}")

        return show
