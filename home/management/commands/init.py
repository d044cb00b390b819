"""Makes a new database into a site: pages, site record, roles and the first superuser."""

import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser

from blog.checks.body import CHECKS
from blog.follow_up.tasks import enqueue_catching_up, list_problems
from home.models import SetupStep
from home.roles.standard_roles import set_roles
from home.setup.database_version import refuse_newer_database
from home.setup.pages import NAME, TAGLINE, set_up_site
from home.setup.sites import sync_default_site


class Command(BaseCommand):
    help = (
        "Make a site on a migrated database; safe to run again. After an upgrade it renders anew "
        "what the version before rendered, and `serve` then makes the pictures it did not know."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default=NAME, help="The site's name (%(default)s).")
        parser.add_argument("--tagline", default=TAGLINE, help="The line under the name.")

    def handle(self, *, name: str, tagline: str, **options: Any) -> None:
        refuse_newer_database()
        set_roles()
        set_up_site(name=name, tagline=tagline)
        sync_default_site()
        call_command("render_documents", verbosity=0)
        call_command("search_index", "fill", verbosity=0)
        enqueue_catching_up()
        _step, is_new = SetupStep.objects.get_or_create(name=f"problems {CHECKS}")
        if is_new:
            list_problems.enqueue()
        self.make_superuser()
        self.stdout.write("The site is ready: start it with `manage.py serve`.")

    def make_superuser(self) -> None:
        """Make the first superuser from a prompt, or from Django's DJANGO_SUPERUSER_* variables."""
        if get_user_model().objects.filter(is_superuser=True).exists():
            return
        if sys.stdin.isatty():
            call_command("createsuperuser")
        elif os.environ.get("DJANGO_SUPERUSER_PASSWORD"):
            call_command("createsuperuser", interactive=False)
        else:
            raise CommandError(
                "No superuser was made: set DJANGO_SUPERUSER_USERNAME, DJANGO_SUPERUSER_EMAIL and "
                "DJANGO_SUPERUSER_PASSWORD, or run `manage.py init` in a terminal."
            )
