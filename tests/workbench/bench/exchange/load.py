"""Measures what importing many posts with pictures costs, while a reader asks for pages.

Two processes on one database: one imports, the other asks as fast as it is answered.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from statistics import quantiles
from typing import Any

import django

from tests.workbench.bench.exchange import own_texts, plain
from tests.workbench.bench.exchange.drawing import draw

MODULE = "tests.workbench.bench.exchange.load"
AIM_SECONDS = 0.3
AIM_MEGABYTES = 300
PICTURE = (1200, 800)
ASKED = ("/", "/blog/", "/blog/feed.xml", "/search/?q=formula")


def main(folder: Path, count: int) -> None:
    """Write a folder of posts, import it while pages are asked for, and print what it cost."""
    write_posts(folder / "load", count)
    stop = folder / "load-is-over"
    stop.unlink(missing_ok=True)
    with _child("import", folder / "load") as importer:
        # Its first line: the empty site is there.
        importer.stdout.readline()
        with _child("ask", stop) as reader:
            cost = json.loads(importer.stdout.readline())
            stop.touch()
            answers = json.loads(reader.stdout.readline())
    print("\n".join(report(cost, answers)))  # noqa: T201


def write_posts(folder: Path, count: int) -> None:
    rmtree(folder, ignore_errors=True)
    for number, text in enumerate(own_texts.texts(plain.SPELLING, count=count)):
        picture = draw(folder / "img", number, size=PICTURE)
        (folder / f"post-{number}.md").write_text(f"{text}\n\n![Drawing {number}](img/{picture})\n")


def report(cost: dict[str, Any], answers: dict[str, Any]) -> Iterator[str]:
    """Yield what the import cost, and how pages were answered meanwhile."""
    seconds = cost["processor"] / cost["posts"]
    yield f"{cost['posts']} posts with pictures, {cost['line']}"
    yield f"processor: {seconds:.3f} s a post (aim {AIM_SECONDS}); wall: {cost['wall']:.0f} s"
    yield f"peak memory: {cost['megabytes']:.0f} MB (aim {AIM_MEGABYTES})"
    yield f"pages answered meanwhile: {answers['answered']}, of them {answers['statuses']}"
    milliseconds = ", ".join(
        f"{name} {answers[name] * 1000:.0f}" for name in ("p50", "p99", "most")
    )
    yield f"milliseconds of one: {milliseconds}"


def import_posts(folder: Path) -> None:
    """Import and publish a folder into a new database; print what it cost as a line of JSON."""
    from blog.importing.reporting.report_text import first_screen
    from tests.workbench.bench.exchange.child import begin_site, import_archive

    begin_site()
    print(flush=True)  # noqa: T201
    before, began = _processor_seconds(), time.perf_counter()
    outcome = import_archive(folder, was="")
    cost = {
        "posts": len(list(folder.glob("*.md"))),
        "line": next(first_screen(outcome)),
        "processor": _processor_seconds() - before,
        "wall": time.perf_counter() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(cost), flush=True)  # noqa: T201


def ask(stop: Path) -> None:
    """Ask for pages until a file is there; print how they were answered as a line of JSON."""
    from django.test import Client

    from blog.models import BlogPostPage
    from tests.workbench.bench.exchange.reader import HOST

    client = Client(headers={"host": HOST}, raise_request_exception=False)
    statuses: Counter[str] = Counter()
    seconds: list[float] = []
    while not stop.exists() or len(seconds) < len(ASKED):
        newest = BlogPostPage.objects.live().order_by("-pk").first()
        for path in (*ASKED, *([f"/blog/{newest.slug}/"] if newest else ())):
            began = time.perf_counter()
            response = client.get(path)
            b"".join(response)
            seconds.append(time.perf_counter() - began)
            statuses[str(response.status_code)] += 1
    cuts = quantiles(seconds, n=100)
    answers = {"answered": len(seconds), "statuses": dict(statuses)}
    answers |= {"p50": cuts[49], "p99": cuts[98], "most": max(seconds)}
    print(json.dumps(answers), flush=True)  # noqa: T201


def _processor_seconds() -> float:
    """Return what this process and its children have spent."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _child(*words: str | Path) -> subprocess.Popen[str]:
    environment = os.environ | {
        "EXCHANGE_ARCHIVE": "load",
        "DJANGO_SETTINGS_MODULE": "tests.workbench.bench.exchange.settings",
    }
    command = [sys.executable, "-m", MODULE, *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    django.setup()
    {"import": import_posts, "ask": ask}[sys.argv[1]](Path(sys.argv[2]))
