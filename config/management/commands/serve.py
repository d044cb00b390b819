"""Runs the whole site by one command."""

import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError

from django.conf import settings
from django.core.management import BaseCommand
from django.db import connections

from config.serving import data_files, preflight, privacy
from config.serving.data_files import database_file
from config.serving.lock import lock_database, refuse_second_serve
from config.serving.role import VARIABLE as ROLE_VARIABLE
from config.serving.role import Role
from config.serving.stop import STOP_SIGNALS
from home.setup.sites import sync_default_site


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ArgumentTypeError("must be 1 or more")
    return number


class Command(BaseCommand):
    help = "Serve the site as production does, with scheduled publishing and background tasks."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=positive, default=1, help="web worker processes")
        roles = parser.add_mutually_exclusive_group()
        roles.add_argument(
            "--web",
            dest="role",
            action="store_const",
            const=Role.WEB,
            default=Role.ALL,
            help="only the web server; any number of them, on any machine",
        )
        roles.add_argument(
            "--background",
            dest="role",
            action="store_const",
            const=Role.BACKGROUND,
            help="only schedule and tasks; of several one works, the others stand by",
        )

    def handle(self, *, workers: int, role: Role, **options: object) -> None:
        preflight.check_settings()
        data_files.check_data_dir()
        data_files.check_writers()
        privacy.keep_private()
        preflight.check_picture_addresses()
        preflight.check_freshness()
        data_files.check_static_files()
        host = settings.HOST
        if role.has_web_server:
            host = preflight.free_address(settings.HOST, settings.PORT)
        preflight.check_database()
        take_place(role)
        share_metrics(role)
        sync_default_site()
        connections.close_all()
        become_supervisor(role, host=host, port=settings.PORT, workers=workers)


def take_place(role: Role) -> None:
    """Raise CommandError where another process does what this role does alone."""
    if role is Role.ALL:
        lock_database()
        refuse_second_serve()
    elif role is Role.BACKGROUND and database_file():
        # Nothing lets a second one stand by at a file.
        lock_database()


def share_metrics(role: Role) -> None:
    """Set the folder that web workers count in together, for all processes that follow."""
    if settings.METRICS and role.has_web_server:
        from config.monitoring.metric_sources import SHARED_FOLDER, make_shared_folder

        # Several web servers of a machine may share DATA_DIR.
        folder = settings.DATA_DIR / ("metrics" if role is Role.ALL else f"metrics-{settings.PORT}")
        make_shared_folder(folder)
        os.environ[SHARED_FOLDER] = str(folder)


def become_supervisor(role: Role, *, host: str, port: int, workers: int) -> None:
    """Replace this process, which holds all of Django, by the supervisor, which needs none.

    Signals that arrive in between are held back until the supervisor listens.
    """
    options = {
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--role": role,
        "--announcement": announcement(role),
    }
    values = [word for option in options.items() for word in option]
    path = os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-P", "-m", "config.serving.supervisor", *values]
    environment = {**os.environ, "PYTHONPATH": path, preflight.CHECKED: "1", ROLE_VARIABLE: role}
    # What was printed before would be lost where the output is a file.
    sys.stdout.flush()
    sys.stderr.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    os.execve(sys.executable, command, environment)


def announcement(role: Role) -> str:
    if role is Role.BACKGROUND:
        return "Epoch's schedule and background tasks run here, or stand by."
    url = settings.SITE_URL
    return f"Epoch serves on {url}/ (admin: {url}/admin/)"
