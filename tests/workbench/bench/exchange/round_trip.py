"""Takes imported archives out, into an empty site and out again: both exports should be equal.

A process for each site, since a database is Django's for the life of one.
"""

import difflib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

import django

MODULE = "tests.workbench.bench.exchange.round_trip"
STARTER = "starter"
REMARKS = ".remarks.json"
MANIFEST = ".epoch-export.json"
SHOWN_LINES = 6


@dataclass
class RoundTrip:
    """Of an archive: how many files its first export has, and those that came back otherwise.

    `differing` holds a few lines of each; of a file that only one of the exports has, none.
    `refused` are the remarks of the import between that failed or withheld a file.
    """

    name: str
    files: int
    differing: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def round_trip(name: str, folder: Path) -> RoundTrip:
    """Export the site that an archive was imported into, and the empty site that takes this in."""
    first, second = (folder / "round-trip" / name / part for part in ("first", "second"))
    for each in (first, second):
        rmtree(each, ignore_errors=True)
    _run("out", name, first)
    _run("back", f"{name}-again", first, second)
    there, back = _files(first), _files(second)
    differing = {
        path: _first_lines(there.get(path, b""), back.get(path, b""))
        for path in sorted(there.keys() | back.keys())
        if there.get(path) != back.get(path)
    }
    refused = json.loads((second / REMARKS).read_text())
    return RoundTrip(name, len(there), differing, refused)


def report(trips: list[RoundTrip]) -> Iterator[str]:
    """Yield a table of archives, then each file that differs, with a few of its lines."""
    yield "| archive | files | as they went | differ, named | differ, unnamed |"
    yield "|---|--:|--:|--:|--:|"
    for trip in trips:
        named = len(trip.differing.keys() & trip.refused.keys())
        rest = len(trip.differing)
        yield (
            f"| {trip.name} | {trip.files:,} | {1 - rest / max(1, trip.files):.2%} | {named} "
            f"| {rest - named} |"
        )
    for trip in trips:
        for path, lines in trip.differing.items():
            yield ""
            yield f"{trip.name}: {path}: {trip.refused.get(path, 'unnamed')}"
            yield from lines


def _run(step: str, site: str, *folders: Path) -> None:
    environment = os.environ | {
        "EXCHANGE_ARCHIVE": site,
        "DJANGO_SETTINGS_MODULE": "tests.workbench.bench.exchange.settings",
    }
    command = [sys.executable, "-m", MODULE, step, site, *folders]
    subprocess.run(command, env=environment, check=True)


def _files(folder: Path) -> dict[str, bytes]:
    """Return what an export wrote, but for its own list of it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in files
        if file.name not in (MANIFEST, REMARKS)
    }


def _first_lines(there: bytes, back: bytes) -> list[str]:
    if not (there and back):
        return []
    texts = [each.decode(errors="replace").splitlines() for each in (there, back)]
    lines = difflib.unified_diff(*texts, n=0, lineterm="")
    changed = (line[:200] for line in lines if not line.startswith(("---", "+++", "@@")))
    return [line for line, _place in zip(changed, range(SHOWN_LINES), strict=False)]


def export_site(name: str, first: Path) -> None:
    """Export what is there; the starter site is made first."""
    from home.setup.pages import set_up_site
    from home.starter.site import load_starter_site
    from tests.workbench.bench.exchange.child import begin_site, timed

    if name == STARTER:
        begin_site()
        load_starter_site(set_up_site())
    timed("export", lambda: _export(first))


def import_and_export(first: Path, second: Path) -> None:
    """Import an export into an empty site, export that, and keep what the import refused."""
    from tests.workbench.bench.exchange.child import begin_site, import_archive, timed

    begin_site()
    outcome = timed("import of the export", lambda: import_archive(first, was=""))
    timed("second export", lambda: _export(second))
    refused = {each.path: each.what for each in outcome.failures}
    refused |= {each.path: each.what for each in outcome.unplaced if each.subject.name == "DRAFT"}
    (second / REMARKS).write_text(json.dumps(refused))


def _export(folder: Path) -> None:
    from blog.exporting.exporter import export_blog
    from blog.models import BlogIndexPage

    export_blog(BlogIndexPage.objects.get(), folder)


if __name__ == "__main__":
    django.setup()
    step, site, *folders = sys.argv[1:]
    if step == "out":
        export_site(site, Path(folders[0]))
    else:
        import_and_export(Path(folders[0]), Path(folders[1]))
