"""Makes the starter site and serves it with production settings; `make demo` runs it."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from blog.tasks import catch_up
from home.site_setup import set_up_site
from home.sites import sync_default_site
from home.starter_site import load_starter_site

USERNAME = "admin"


class Command(BaseCommand):
    help = "Migrate, load the starter site, make its admin and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Set up only.")

    def handle(self, *, no_serve: bool, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        report = load_starter_site(set_up_site(), progress=self.show_progress)
        if report.failures:
            self.stderr.write("\n".join(report.lines()))
        sync_default_site()
        call_command("render_documents", verbosity=0)
        call_command("search_index", "fill", verbosity=0)
        catch_up.enqueue()
        self.announce(make_admin())
        if not no_serve:
            call_command("serve")

    def show_progress(self, done: int, total: int) -> None:
        if done == total:
            self.stdout.write(f"Starter site: {total} posts.")

    def announce(self, password: str) -> None:
        self.stdout.write(
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
