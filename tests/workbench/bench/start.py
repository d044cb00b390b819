"""Measures what lies between a clone and its first page, with pip and a cold cache.

Run as `python -m tests.workbench.bench.start [REVISION …]` (HEAD; name two for before and after).
Takes minutes for each, in a temporary folder; keep the machine quiet, or read the processor's
seconds.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[3]
KEY = "SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
MANAGE = ["env", KEY, "DATA_DIR=var/parts", ".venv/bin/python", "manage.py"]
PARTS = {
    "install": ["make", ".venv/.ready"],
    "static": ["make", "var/static/.ready"],
    "migrate": [*MANAGE, "migrate", "--verbosity", "0"],
    "posts": [*MANAGE, "demo", "--no-serve"],
}
PATIENCE = 900


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revisions", nargs="*", default=["HEAD"])
    parser.add_argument("--port", default="8142")
    options = parser.parse_args()
    for revision in options.revisions:
        with clone(revision) as folder:
            env = environment(folder, options.port)
            for name, command in PARTS.items():
                tell(revision, name, *cost_of(command, folder, env))
            # With files compiled by now; the first start of all is 'make demo' in a new clone.
            tell(revision, "make demo again, new data", first_page(folder, env, options.port))
        with clone(revision) as folder:
            env = environment(folder, options.port)
            tell(revision, "make demo, all of it", first_page(folder, env, options.port))


@contextmanager
def clone(revision):
    with TemporaryDirectory() as name:
        folder = Path(name) / "epoch"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        git = ["git", "-C", str(folder), "-c", "advice.detachedHead=false", "checkout", "--quiet"]
        sha = subprocess.check_output(["git", "-C", str(ROOT), "rev-parse", revision], text=True)
        subprocess.run([*git, sha.strip()], check=True)
        yield folder


def environment(folder, port):
    """The environment without uv, which hides in a folder with other programs: links to these."""
    tools = folder.parent / "tools"
    tools.mkdir()
    for name in ("make", "git", "env", "sh"):
        (tools / name).symlink_to(shutil.which(name))
    return {
        **os.environ,
        "PATH": f"{tools}:/usr/bin:/bin",
        "PYTHON": sys.base_prefix + "/bin/python3",
        "PIP_NO_CACHE_DIR": "1",
        "HOME": str(folder.parent),
        "PORT": port,
        "DATA_DIR": "var/demo",
    }


def cost_of(command, folder, env):
    """Return the seconds by the clock, and those of the processor."""
    (folder / "var" / "parts").mkdir(parents=True, exist_ok=True)
    before, began = processor_seconds(), time.monotonic()
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began, processor_seconds() - before


def first_page(folder, env, port):
    """Return the seconds from `make demo` to the first page that is answered."""
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "demo"], cwd=folder, env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while not is_answered(f"http://127.0.0.1:{port}/"):
            if process.poll() is not None or time.monotonic() - began > PATIENCE:
                sys.exit("make demo serves no page")
            time.sleep(0.1)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        while is_answered(f"http://127.0.0.1:{port}/"):
            time.sleep(0.5)


def is_answered(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as reply:
            return reply.status == 200
    except OSError:
        return False


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tell(revision, name, seconds, processor=None):
    used = "" if processor is None else f"processor {processor:6.1f} s"
    print(f"{revision:10} {name:26} {seconds:6.1f} s   {used}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
