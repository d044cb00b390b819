"""Takes a second factor away by hand: for an admin whom no other can help."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.sign_in.reset import reset_factors


class Command(BaseCommand):
    help = "Reset the second factor of a user who lost it, and end their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        if not reset_factors(user, by=None):
            raise CommandError(f"{username} has no second factor.")
        self.stdout.write(f"The second factor of {username} is reset; all sessions ended.")
