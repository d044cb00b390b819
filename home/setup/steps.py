"""Shows how far the set-up of a demo is, and collects static files beside it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOBase

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Migrations between two lines; a new database takes 20 s for two hundred.
STEP = 40

Say = Callable[[str], None]


class MigrationSteps(TextIOBase):
    """What `migrate` writes to; passes on a line now and then instead of two hundred."""

    def __init__(self, say: Say, total: int) -> None:
        self.say, self.total, self.done = say, total, 0

    def write(self, text: str) -> int:
        if text.strip() == "OK":
            self.done += 1
            if self.done % STEP == 0 or self.done == self.total:
                self.say(f"Migrations: {self.done} of {self.total}.")
        return len(text)


def migrate(say: Say) -> None:
    """Run the migrations; say so at the beginning and now and then, if there are any."""
    executor = MigrationExecutor(connection)
    total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if total:
        say(f"Setting up the database: {total} migrations …")
    call_command("migrate", verbosity=1, no_color=True, stdout=MigrationSteps(say, total))


@contextmanager
def static_files_collected(say: Say) -> Iterator[None]:
    """Collect static files in a process beside what is done inside; raise CommandError."""
    say("Collecting static files …")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "collectstatic"]
    options = ["--noinput", "--clear", "--verbosity", "0"]
    process = subprocess.Popen([*command, *options])
    try:
        yield
        if process.wait() != 0:
            raise CommandError("Static files could not be collected; why stands above.")
    finally:
        process.terminate()
        process.wait()
    (settings.STATIC_ROOT / ".ready").touch()
