"""Checks, before the site starts, what it needs; a refusal is one line that says what to do."""

import errno
import os
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.freshness.announcing import generation
from config.serving.data_files import check_data_dir, check_static_files, check_writers
from config.serving.privacy import keep_private
from config.serving.safe_settings import refuse_unsafe_start
from home.setup.database_version import refuse_newer_database

MAX_PORT = 65535
# Set for the processes that `serve` starts: it has looked into the database, and a worker that
# starts anew while the database is away shall wait for it rather than give up.
CHECKED = "EPOCH_SERVE_HAS_CHECKED"


def check_wsgi_start() -> None:
    """Raise CommandError unless a server may load the site; for the WSGI entry, after setup."""
    check_writers()
    if CHECKED not in os.environ:
        check_data_dir()
        keep_private()
        check_picture_addresses()
        check_freshness()
        check_static_files()
        check_database()
        # A server may fork after this, and two processes can't share a connection.
        connection.close()


def check_settings() -> None:
    """Raise CommandError when the settings are not safe to serve with."""
    try:
        refuse_unsafe_start()
        _ = urlsplit(settings.SITE_URL).port
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    except ValueError as error:
        raise CommandError("SITE_URL names no valid port.") from error


def free_address(host: str, port: int) -> str:
    """Return the numeric address of a host; raise CommandError unless the port is free there.

    Numeric, because granian takes no names.
    """
    if not 0 < port <= MAX_PORT:
        raise CommandError(f"PORT must lie between 1 and {MAX_PORT}.")
    try:
        info = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _kind, _protocol, _name, address = info[0]
        with socket.socket(family) as probe:
            # As granian does it: connections of the last run that still fade away don't count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(refusal(host, port, error)) from error
    numeric_host, *_rest = address
    return str(numeric_host)


def refusal(host: str, port: int, error: OSError) -> str:
    """Return the line that says why an address can't be had."""
    reasons = {
        "EADDRINUSE": f"Port {port} on {host} is taken: set PORT to another one.",
        "EACCES": f"Port {port} on {host} needs more rights: set PORT to one above 1023.",
    }
    code = errno.errorcode.get(error.errno or 0, "")
    return reasons.get(code, f"HOST {host} is no address of this machine: {error.strerror}.")


def check_picture_addresses() -> None:
    """Raise CommandError for a store whose addresses hold for a while only.

    They stand in stored bodies, feeds and pages that others keep.
    """
    if urlsplit(default_storage.url("picture.png")).query:
        raise CommandError(
            "The store signs its addresses, which expire: let everyone read the pictures' bucket "
            "and set `querystring_auth` of STORAGES to False."
        )


def check_freshness() -> None:
    """Raise CommandError unless all processes of the site can hear of each change."""
    value = generation()
    if problem := value.find_problem():
        raise CommandError(
            f"{value.path}, by which processes hear of changes, can't be shared ({problem}): "
            "give it to the user who serves, or remove it; the disk needs room for it."
        )


def check_database() -> None:
    """Raise CommandError unless the database answers and has every migration, and no other."""
    try:
        refuse_newer_database()
        lacking = count_unapplied_migrations()
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise CommandError(f"The database of DATABASE_URL can't be used: {reason}") from error
    if lacking:
        raise CommandError(f"The database lacks {lacking} migrations: run `manage.py migrate`.")


def count_unapplied_migrations() -> int:
    """Return how many migrations of the code the database lacks; raise DatabaseError."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
