"""`python -m tests.workbench.image`: builds the container image and runs it, without a registry.

Needs root, buildah and debootstrap (Debian's packages); takes some ten minutes. The base is a
stand-in: Debian with Python. The site runs by `chroot` on a read-only root, as its user. Ends with
a line for each figure, and with 1 where one is not as it should be.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.config.serving.processes import free_port
from tests.workbench.supply.locks import ROOT

FOLDER = ROOT / "var" / "image"
BASE, IMAGE = "localhost/stand-in:1", "localhost/epoch:1"
PACKAGES = "python3,python3-venv,python3-pip,ca-certificates"
AUTHORITIES = Path("etc/ssl/certs/ca-certificates.crt")
USER = "10001:10001"
MAX_MB = 250
# Seconds: what compose gives before it kills, and what a start may take on a busy machine.
GRACE, PATIENCE = 25, 120


def buildah(*words: str) -> str:
    storage = ["--root", str(FOLDER / "store"), "--runroot", str(FOLDER / "run")]
    command = ["buildah", "--storage-driver", "vfs", *storage, *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def make_base() -> None:
    """Make the image that the Dockerfile's base is replaced by, unless it is there."""
    if BASE.partition(":")[0] in buildah("images"):
        return
    folder = FOLDER / "base"
    if not folder.exists():
        options = ["--variant=minbase", f"--include={PACKAGES}", "bookworm"]
        subprocess.run(["debootstrap", *options, str(folder)], check=True)
    # Where this machine trusts a proxy of its own, so does the stand-in.
    shutil.copy(Path("/") / AUTHORITIES, folder / AUTHORITIES)
    (folder / "etc" / "pip.conf").write_text(f"[global]\ncert = /{AUTHORITIES}\n")
    container = buildah("from", "scratch")
    buildah("copy", "--quiet", container, str(folder), "/")
    buildah("commit", "--quiet", container, BASE)
    buildah("rm", container)


def build() -> None:
    """Build from what is committed."""
    context = FOLDER / "context"
    shutil.rmtree(context, ignore_errors=True)
    context.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", str(context)], input=archive.stdout, check=True)
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    arguments = [f"--build-arg=BASE={BASE}", f"--build-arg=REVISION={revision}"]
    isolation = ["--isolation", "chroot", "--network", "host", "--pull-never"]
    buildah("bud", *isolation, *arguments, "--tag", IMAGE, str(context))


@contextmanager
def mounted(image: str) -> Iterator[Path]:
    container = buildah("from", "--pull-never", image)
    try:
        yield Path(buildah("mount", container))
    finally:
        buildah("rm", container)


def size(folder: Path) -> int:
    """Return the bytes of all files, links not followed."""
    return sum(each.lstat().st_size for each in folder.rglob("*") if each.is_file())


class Container:
    """Runs commands in the image's files, which are read-only but for /data and /tmp."""

    def __init__(self, root: Path, data: Path) -> None:
        self.root = root
        self.data = data
        self.port = free_port()
        config = json.loads(buildah("inspect", "--type", "image", IMAGE))["OCIv1"]["config"]
        self.labels = config["Labels"]
        own = dict(line.split("=", 1) for line in config["Env"])
        self.environment = own | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DEMO_PASSWORD": secrets.token_urlsafe(20),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "API": "true",
        }

    def start(self, *command: str, **options: object) -> subprocess.Popen:
        root, words = self.root, " ".join(command)
        script = f"""
            mount --bind {root} {root} && mount -o remount,ro,bind {root}
            mount --bind {self.data} {root}/data && mount -t tmpfs tmpfs {root}/tmp
            mount --rbind /proc {root}/proc && mount --rbind /dev {root}/dev
            exec chroot --userspec={USER} {root} /bin/sh -c 'cd /app && exec {words}'
        """
        shell = ["unshare", "--mount", "sh", "-ec", script]
        return subprocess.Popen(shell, env=self.environment, text=True, **options)

    def output(self, *command: str) -> str:
        process = self.start(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return process.communicate()[0]

    def answer(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as reply:
            return reply.status, reply.read().decode()

    def wait(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            try:
                self.answer("/healthz")
            except OSError:
                time.sleep(0.5)
            else:
                return
        raise RuntimeError("the site doesn't answer")


def figures(base: Path, root: Path, data: Path) -> Iterator[tuple[str, object, bool]]:
    """Yield each figure with its name and whether it is as it should be."""
    megabytes = (size(root) - size(base)) / 1e6
    yield "MB above the base", round(megabytes, 1), megabytes <= MAX_MB
    container = Container(root, data)
    yield "labels", len(container.labels), "org.opencontainers.image.version" in container.labels
    refused = container.output("touch", "/app/x", "/venv/x", "/x")
    yield "refused writes beside /data", refused.count("Read-only"), refused.count("Read-only") == 3
    user = container.output("id", "-u").strip()
    yield "user", user, user == "10001"
    materials = json.loads(container.output("python3", "manage.py", "bill_of_materials"))
    yield "parts in the bill of materials", len(materials["components"]), True
    process = container.start("python3", "manage.py", "demo")
    container.wait(process)
    for path in ("/healthz", "/readyz", "/", "/blog/", "/search/?q=model", "/admin/login/",
                 "/api/v3/docs/"):  # fmt: skip
        status, text = container.answer(path)
        yield f"{path} ({len(text)} characters)", status, status == 200
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    code = process.wait(PATIENCE)
    seconds = time.monotonic() - started
    yield "seconds from SIGTERM to the end", round(seconds, 1), seconds < GRACE
    yield "exit code", code, code == 0


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_base()
    build()
    data = FOLDER / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o750)
    os.chown(data, *map(int, USER.split(":")))
    failed = 0
    with mounted(BASE) as base, mounted(IMAGE) as root:
        for name, value, is_good in figures(base, root, data):
            sys.stdout.write(f"{'ok  ' if is_good else 'FAIL'} {name}: {value}\n")
            sys.stdout.flush()
            failed += not is_good
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
