"""Makes the starter site and serves it with production settings; `make demo` runs it."""

import os
import secrets
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from blog.follow_up.tasks import enqueue_catching_up
from blog.importing.reporting.report_text import report_lines
from home.setup.database_version import refuse_newer_database
from home.setup.pages import set_up_site
from home.setup.sites import sync_default_site
from home.setup.steps import migrate, static_files_collected
from home.starter.site import load_starter_site

USERNAME = "admin"


class Command(BaseCommand):
    help = "Migrate, load the starter site, make its admin and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Set up only.")
        parser.add_argument(
            "--collect-static", action="store_true", help="Collect static files meanwhile."
        )

    def handle(self, *, no_serve: bool, collect_static: bool, **options: Any) -> None:
        refuse_newer_database()
        with static_files_collected(self.say) if collect_static else nullcontext():
            self.set_up()
        self.announce(make_admin())
        if not no_serve:
            self.say("Starting …")
            call_command("serve")

    def set_up(self) -> None:
        migrate(self.say)
        report = load_starter_site(set_up_site(), progress=self.show_progress)
        if report.failures:
            self.stderr.write("\n".join(report_lines(report)))
        sync_default_site()
        self.say("Rendering and indexing what is new …")
        call_command("render_documents", verbosity=0)
        call_command("search_index", "fill", verbosity=0)
        enqueue_catching_up()

    def say(self, line: str) -> None:
        """Print a line at once, also where the output is a file."""
        self.stdout.write(line)
        self.stdout.flush()

    def show_progress(self, done: int, total: int) -> None:
        self.say(f"Starter site: {done} of {total} posts.")

    def announce(self, password: str) -> None:
        self.say(
            f"Site:  {settings.SITE_URL}/\nAdmin: {settings.SITE_URL}/admin/\n"
            f"Name:  {USERNAME}\nPassword: {password}"
        )


def make_admin() -> str:
    """Make the demo's superuser if there is none of that name, and return the password.

    DEMO_PASSWORD, where given, always becomes the password; else one is made up once and kept
    in DATA_DIR. A password that was changed in the admin is left alone and not known here.
    """
    user, is_new = get_user_model().objects.get_or_create(
        username=USERNAME,
        defaults={"email": "admin@localhost", "is_staff": True, "is_superuser": True},
    )
    password = os.environ.get("DEMO_PASSWORD") or kept_password(settings.DATA_DIR)
    if is_new or os.environ.get("DEMO_PASSWORD"):
        user.set_password(password)
        user.save()
    return password if user.check_password(password) else "(changed since)"


def kept_password(folder: Path) -> str:
    """Return the password kept in `folder`, readable by its owner alone; made if missing."""
    file = folder / "demo_password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(12))
    return file.read_text().strip()
