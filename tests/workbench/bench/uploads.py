"""Sends hostile files through the site's own forms and counts what each one costs.

`python -m tests.workbench.bench.uploads [COUNT [SEED]]` makes a database in memory and signs in as
an editor. Each file goes in by one of the ways there are; for all that are taken, library, chooser
and delete page must answer. A file that takes more than its time ends the command.
"""

import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from tempfile import TemporaryDirectory

import django
from django.urls import reverse

from tests.workbench.bench.hostile_files import Hostile, hostile_files

DOCUMENTS = ("pdf", "zip")
FILE_CPU_SECONDS = 20
LISTS = (
    "wagtailimages:index",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose",
)
A_LIST_HOLDS = 20


class Uploads:
    """A run: what became of each file, and what it cost."""

    def __init__(self, client, on_progress: Callable = lambda uploads: None) -> None:
        self.client, self.on_progress = client, on_progress
        self.taken, self.refused = Counter(), Counter()
        self.failures: list[str] = []
        self.costs: list[tuple[float, str]] = []

    def send(self, files: Iterator[Hostile]) -> None:
        from tests.blog.ways_in import WAYS

        for file, way in zip(files, cycle(WAYS)):
            before = cpu_seconds()
            self._take(file, way)
            self.costs.append((cpu_seconds() - before, f"{file.name} {file.change}"))
            self.on_progress(self)
        self._ask_lists()

    def _ask_lists(self) -> None:
        """Ask for every list, on all its pages."""
        pages = 1 + self.taken.total() // A_LIST_HOLDS
        for name in LISTS:
            for page in range(1, pages + 1):
                answer = self.client.get(reverse(name), {"p": page})
                # Past the last page a list may show the last again or say that there is none.
                if answer.status_code not in ((200,) if page == 1 else (200, 404)):
                    self.failures.append(f"{answer.status_code} {name} {page}")

    def _take(self, file: Hostile, way: str) -> None:
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model

        form = file.name.rpartition(".")[2]
        is_document = form in DOCUMENTS
        model = get_document_model() if is_document else get_image_model()
        known = set(model.objects.values_list("pk", flat=True))
        answer = self._post(file, way, is_document)
        if answer.status_code >= 500:
            self.failures.append(f"{answer.status_code} {way}: {file.name} {file.change}")
        new = model.objects.exclude(pk__in=known).values_list("pk", flat=True)
        (self.taken if new else self.refused)[form] += 1
        if not is_document:
            for pk in new:
                self._ask_of_image(pk, f"{file.name} {file.change}")

    def _post(self, file: Hostile, way: str, is_document: bool):
        from django.core.files.uploadedfile import SimpleUploadedFile

        from tests.blog.ways_in import send

        upload = SimpleUploadedFile(file.name, file.data)
        if is_document:
            return self.client.post(reverse("wagtaildocs:add"), {"title": "A", "file": upload})
        return send(self.client, way, upload)

    def _ask_of_image(self, pk: int, what: str) -> None:
        for name in ("wagtailimages:delete", "wagtailimages_chooser:chosen"):
            status = self.client.get(reverse(name, args=[pk])).status_code
            if status != 200:
                self.failures.append(f"{status} {name}: {what}")


def cpu_seconds() -> float:
    """What this process and its children have taken of the processors."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def bounded(files: Iterator[Hostile]) -> Iterator[Hostile]:
    """Yield files; the kernel ends the process when one takes all the time that it may."""
    for file in files:
        used = resource.getrusage(resource.RUSAGE_SELF)
        end = int(used.ru_utime + used.ru_stime) + FILE_CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
        yield file


def report(uploads: Uploads) -> Iterator[str]:
    """The lines that say what became of the files, and what they cost."""
    yield f"taken {dict(uploads.taken)}, refused {dict(uploads.refused)}"
    for cost, what in sorted(uploads.costs, reverse=True)[:5]:
        yield f"{cost:.2f} s of CPU: {what}"
    yield f"peak {peak_megabytes(resource.RUSAGE_CHILDREN):.0f} MB of a child"
    yield f"peak {peak_megabytes(resource.RUSAGE_SELF):.0f} MB of this process"
    yield from uploads.failures or ["no failure"]


def say_progress(uploads: Uploads) -> None:
    """What is known after each hundred files."""
    if len(uploads.costs) % 100 == 0:
        sys.stdout.write(f"{len(uploads.costs)} files: " + "\n".join(report(uploads)) + "\n\n")
        sys.stdout.flush()


def main() -> int:
    if {"-h", "--help"} & set(sys.argv):
        sys.stdout.write(f"{__doc__}")
        return 0
    count, seed = (int(each) for each in [*sys.argv[1:3], *("2000", "0")[len(sys.argv) - 1 :]])
    with TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATA_DIR": folder}
        django.setup()
        from django.db import connection
        from django.test import Client
        from django.test.utils import setup_test_environment

        from tests.factories import UserFactory, create_site

        setup_test_environment()
        connection.creation.create_test_db(verbosity=0)
        create_site()
        uploads = Uploads(Client(raise_request_exception=False), say_progress)
        uploads.client.force_login(UserFactory(group="Editors"))
        sys.stdout.write(f"peak {peak_megabytes(resource.RUSAGE_SELF):.0f} MB before\n")
        uploads.send(bounded(hostile_files(count, seed)))
        connection.close()
    sys.stdout.write("\n".join(report(uploads)) + "\n")
    return 1 if uploads.failures else 0


if __name__ == "__main__":
    sys.exit(main())
