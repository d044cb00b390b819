"""Renders the stored Documents that an older version of the renderer made."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db.models import QuerySet

from blog.follow_up.rerendering import PAGES_A_TASK, batches, rerender
from blog.models import StoredDocument
from blog.models.body_page import body_page_models


class Command(BaseCommand):
    help = (
        "Render bodies again after an upgrade. Until a page's turn has come, readers get the "
        "older Document. May be stopped and started again: what is done stays done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Also what is up to date.")

    def handle(self, *, all: bool, verbosity: int, **options: Any) -> None:
        pks = sorted(pk for model in body_page_models() for pk in _pages_to_render(model, all))
        done, failed = 0, []
        for batch in batches(pks, PAGES_A_TASK):
            failed += rerender(batch)
            done += len(batch)
            if verbosity:
                self.stdout.write(f"\r{done} of {len(pks)} rendered", ending="")
                self.stdout.flush()
        if verbosity and pks:
            self.stdout.write("")
        if failed:
            self.stderr.write(f"Not rendered, the log says why: pages {failed}.")


def _pages_to_render(model: type, all: bool) -> QuerySet:
    """Return the ids of live pages whose Document is missing or of another version."""
    live = model.objects.filter(live=True)
    if not all:
        live = live.exclude(pk__in=StoredDocument.objects.current().values("pk"))
    return live.values_list("pk", flat=True)
