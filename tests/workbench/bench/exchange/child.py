"""Imports an archive into a new database and reads it: `python -m …exchange.child JSON`.

A child process of the judge: a database is Django's for the life of a process. The argument names
a file of JSON that says what to import, and where to write what was read.
"""

import inspect
import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def main(order: dict[str, Any]) -> None:
    django.setup()
    from tests.workbench.bench.exchange.reader import Reader

    kept = Path(order["kept"])
    if not order["is_again"]:
        kept.unlink(missing_ok=True)
        begin_site()
        report = timed("import", lambda: import_archive(Path(order["folder"]), was=order["was"]))
        timed("renditions", run_renditions)
        remarks = [remark_row(each) for each in [*report.unplaced, *report.failures]]
        kept.write_text(json.dumps(remarks))
    reader = Reader()
    read = {
        "posts": timed("reading", lambda: reader.posts(order["shown"])),
        "addresses": {path: reader.source_at(path) for path in order["addresses"]},
        "remarks": json.loads(kept.read_text()),
    }
    Path(order["answer"]).write_text(json.dumps(read))


def timed(name: str, step: Callable[[], Any]) -> Any:
    """Take a step, and tell what it cost."""
    began, processor = time.perf_counter(), time.process_time()
    result = step()
    took, spent = time.perf_counter() - began, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = f"{took:.0f} s, {spent:.0f} s of the processor, {peak:.0f} MB at most"
    print(f"{name}: {cost}", file=sys.stderr)  # noqa: T201
    return result


def begin_site() -> None:
    """Make an empty database, no media, and the site's first pages."""
    from django.conf import settings

    from home.setup.pages import set_up_site
    from tests.workbench.bench.search import corpus

    corpus.drop_database()
    corpus.make_tables()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    set_up_site()


def import_archive(
    folder: Path, *, was: str, progress: Callable[[int, int], None] | None = None
) -> Any:
    """Import and publish a folder, as `import_posts --publish --was` does; return the report."""
    from blog.importing.markdown.reader import import_folder
    from blog.models import BlogIndexPage
    from tests.workbench.bench.search import corpus

    options = {"publish": True, "progress": progress or corpus.show_progress}
    if "was" in inspect.signature(import_folder).parameters and was:
        options["was"] = was
    return import_folder(folder, index=BlogIndexPage.objects.get(), **options)


def run_renditions() -> None:
    """Make the sizes of pictures, as the background process does, and what links to new posts."""
    from blog.follow_up import rerendering, tasks
    from tests.queue import run_waiting

    run_waiting(rerendering.rerender_pages)
    run_waiting(tasks.make_renditions)
    run_waiting(tasks.make_image_renditions)


def remark_row(remark: Any) -> dict[str, Any]:
    return {
        "path": remark.path,
        "subject": remark.subject.name,
        "what": remark.what,
        "detail": remark.detail,
        "line": remark.line,
    }


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
