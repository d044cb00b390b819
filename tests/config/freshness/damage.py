"""Damages the file by which processes hear of changes, while some read pages and others change.

Run as `python -m tests.config.freshness.damage`; what needs root is left out without it, and said.
"""

import logging
import multiprocessing
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from config.freshness.generation import Generation
from config.page_cache.cache import PageCache
from tests.config.page_cache.asking import ask, environ

READERS, TURNS = 3, 8
NOBODY = 65534

logger = logging.getLogger("config.freshness.generation")
fork = multiprocessing.get_context("fork")


class Load:
    """Readers and a changer as processes; both know which change was last announced."""

    def __init__(self, path, *, user=None):
        self.path, self.user = path, user
        self.committed, self.announced = (fork.Value("Q", 0, lock=False) for _ in range(2))
        self.turn, self.end, self.reports = fork.Lock(), fork.Event(), fork.Queue()
        self.processes = [
            fork.Process(target=self.work, args=(role,), daemon=True)
            for role in [*[self.read] * READERS, self.change_on]
        ]

    def __enter__(self):
        for process in self.processes:
            process.start()
        time.sleep(0.6)
        return self

    def __exit__(self, *error):
        self.end.set()
        self.readings = [self.reports.get(timeout=60) for _ in range(READERS)]
        for process in self.processes:
            process.join(30)
        self.deaths = [each.exitcode for each in self.processes if each.exitcode != 0]

    def work(self, role):
        logger.propagate = False
        if self.user:
            os.setuid(self.user)
        role()

    def change_on(self):
        generation = Generation(self.path)
        while not self.end.wait(0.02):
            self.change(generation)

    def change(self, generation):
        with self.turn:
            self.committed.value += 1
            generation.change()
            self.announced.value = self.committed.value

    def change_from_elsewhere(self):
        """Have a new process make a change, as a command does."""
        process = fork.Process(target=self.work, args=(lambda: self.change(Generation(self.path)),))
        process.start()
        process.join(30)

    def read(self):
        lines, made, asked, stale = [], 0, 0, 0
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        logger.addHandler(handler)

        def application(request, start_response):
            nonlocal made
            made += 1
            start_response("200 OK", [("Content-Type", "text/html")])
            return [b"%d" % self.committed.value]

        cache = PageCache(
            application,
            max_bytes=100_000,
            generation=Generation(self.path).current,
            next_expiry=lambda: None,
            lifetime=lambda *asked: {},
        )
        while not self.end.is_set():
            known = self.announced.value
            stale += int(ask(cache, environ("/")).body) < known
            asked += 1
        self.reports.put({"asked": asked, "made": made, "stale": stale, "lines": lines})


def remove(path):
    path.unlink()


def replace(path):
    other = path.with_name("other")
    other.write_bytes(os.urandom(8))
    other.rename(path)


def replace_by_nothing(path):
    other = path.with_name("other")
    other.touch()
    other.rename(path)


def cut_short(path):
    os.truncate(path, 3)


def empty(path):
    os.truncate(path, 0)


HEALING = [remove, replace, replace_by_nothing, cut_short, empty]


def try_healing(damage, folder, turns=TURNS):
    """Damage the file again and again; what heals is shared again at once."""
    path = folder / "generation"
    with Load(path) as load:
        for turn in range(turns):
            damage(path)
            load.change_from_elsewhere()
            time.sleep(0.05 * (turn % 4))
    return load


def try_wrong_owner(folder):
    """Give the file to another user while the site runs."""
    path = folder / "generation"
    path.touch(mode=0o600)
    os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o755)
    with Load(path, user=NOBODY) as load:
        os.chown(path, 0, 0)
        load.change_from_elsewhere()
        time.sleep(0.6)
    return load


def try_full_disk(folder):
    """Start on a disk that has room for a name and for no byte."""
    with small_disk(folder):
        with (folder / "filler").open("wb", buffering=0) as filler:
            try:
                while filler.write(bytes(4096)):
                    pass
            except OSError:
                pass
        with Load(folder / "generation") as load:
            load.change_from_elsewhere()
            time.sleep(0.6)
    return load


@contextmanager
def small_disk(folder):
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def can_mount(folder):
    try:
        with small_disk(folder):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def main():
    from django.test import override_settings

    with override_settings(ALLOWED_HOSTS=["example.org"]):
        for case in [*HEALING, try_wrong_owner, try_full_disk]:
            with TemporaryDirectory() as name:
                folder = Path(name)
                is_possible = case in HEALING or (os.geteuid() == 0 and can_mount(folder))
                if not is_possible:
                    print(f"{case.__name__}: left out, which takes root and a mount")  # noqa: T201
                    continue
                load = try_healing(case, folder) if case in HEALING else case(folder)
            report(case.__name__, load)


def report(name, load):
    total = {key: sum(each[key] for each in load.readings) for key in ("asked", "made", "stale")}
    lines = sorted({line.split("/")[-1] for each in load.readings for line in each["lines"]})
    print(f"{name}: {total}, deaths {load.deaths}, lines {lines}")  # noqa: T201
    if total["stale"] or load.deaths:
        sys.exit(1)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    main()
