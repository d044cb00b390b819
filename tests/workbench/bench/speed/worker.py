"""A process that holds one database and asks its own Django for pages, when told to.

`python -m tests.workbench.bench.speed.worker MODULE` reads a command a line, and answers with a
line of JSON; MODULE has the `calls` and `forget` of the site's pages.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django

from config.serving.stack_room import with_stack_room
from tests.workbench.bench.speed import machine


def main(module: str) -> None:
    django.setup()
    pages = import_module(module)
    calls = pages.calls()
    answers: dict[str, Callable[..., Any]] = {
        "kinds": lambda: list(calls),
        "ask": lambda kind, number: ask(calls[kind], int(number)),
        "ask-anew": lambda kind, number: pages.forget() or ask(calls[kind], int(number)),
        "ask-for": lambda kind, seconds: ask_for(calls[kind], seconds),
        "queries": lambda kind, number: queries(calls[kind], int(number)),
        "queries-anew": lambda kind, number: pages.forget() or queries(calls[kind], int(number)),
    }
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(answers[name](*words)) + "\n")
        sys.stdout.flush()


@with_stack_room
def ask(call: Callable[[int], Any], number: int) -> dict[str, float]:
    """Ask for one page; return seconds of the processor and of the clock, status and length.

    With room on the stack, as the site asks, so that no page pays for its depth of calls.
    """
    # A collection in the middle of a request would count for that one alone.
    gc.collect()
    server = database_seconds()
    wall, processor = time.perf_counter(), time.process_time()
    response = call(number)
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    return {
        "processor": processor + database_seconds() - server,
        "wall": wall,
        "status": response.status_code,
        "bytes": len(response.content),
    }


@with_stack_room
def ask_for(call: Callable[[int], Any], seconds: float) -> dict[str, float]:
    """Ask for pages as long as told; return how many, and the seconds that they took."""
    gc.collect()
    pages, server = 0, database_seconds()
    began, processor = time.perf_counter(), time.process_time()
    while (wall := time.perf_counter() - began) < seconds:
        call(pages)
        pages += 1
    return {
        "pages": pages,
        "wall": wall,
        "processor": time.process_time() - processor,
        "database": database_seconds() - server,
    }


def database_seconds() -> float:
    """Return what the database's process has spent on our connection, where it is on this machine.

    SQLite has none: it runs within ours.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    return machine.running_seconds(connection.connection.info.backend_pid)


def queries(call: Callable[[int], Any], number: int) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call(number)
    return len(captured)


if __name__ == "__main__":
    main(sys.argv[1])
