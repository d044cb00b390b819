"""The servers of a cluster on loopback, each of which may be killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import requests

from config.management.commands.background import STANDING_BY
from config.monitoring.heartbeat import FILE_NAME
from tests.config.serving.processes import (
    MANAGE,
    PATIENCE,
    environment,
    eventually,
    family,
    free_port,
    is_alive,
)
from tests.workbench.cluster import store

SBIN = f"{os.environ['PATH']}:/usr/sbin"
DEPLOY = MANAGE.parent / "deploy"
PUBLIC, PRIVATE = "open", "closed"


class Server:
    """A process on a port of its own; `log` is what it says, `patience` the seconds to start in."""

    patience = PATIENCE

    def __init__(
        self,
        name: str,
        folder: Path,
        command: list[str],
        port: int,
        *,
        is_up: Callable[[], bool],
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self.port, self.env = name, port, env
        self.log = folder / f"{name}.log"
        self._command, self._is_up = command, is_up
        self._folder = folder

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, is_awaited: bool = True) -> None:
        """Start it; raises AssertionError with its log where it does not come up."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self._command, env=self.env, cwd=MANAGE.parent, stdout=output, stderr=output
            )
        if is_awaited:
            self.wait()

    def wait(self) -> None:
        try:
            eventually(self._is_up, f"{self.name} is up", self.patience)
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.log.read_text()[-3000:]}") from error

    def kill(self) -> None:
        """Kill it and all that it started, as a machine that loses its power."""
        members = family(self.process.pid)
        for pid in members:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.process.wait()
        eventually(lambda: not any(map(is_alive, members)), f"{self.name} is gone")

    def freeze(self) -> None:
        """Have it stand still: it takes connections and answers none."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Have it end in its own time."""
        self.process.terminate()
        self.process.wait()


def missing() -> list[str]:
    """Return the programs that a cluster needs and that are not here."""
    return [name for name in ("redis-server", "varnishd") if not shutil.which(name, path=SBIN)]


def redis(folder: Path) -> Server:
    port = free_port()
    command = [shutil.which("redis-server") or "", "--port", str(port), "--bind", "127.0.0.1"]
    command += ["--save", "", "--dir", str(folder)]
    return Server("redis", folder, command, port, is_up=lambda: True)


def object_store(folder: Path) -> Server:
    port = free_port()
    command = [sys.executable, "-m", "tests.workbench.cluster.store", str(port), PUBLIC, PRIVATE]
    return Server("store", folder, command, port, is_up=lambda: answers(port, "/closed/", 403))


def varnish(folder: Path, port: int, webs: tuple[int, int]) -> Server:
    """Return Varnish as `deploy/` sets it up before two machines, with their ports in it."""
    one, both = folder / "epoch.vcl", folder / "several.vcl"
    one.write_text(_with_port((DEPLOY / "varnish.vcl").read_text(), "8000", webs[0]))
    text = _with_port((DEPLOY / "varnish-several.vcl").read_text(), "8001", webs[1])
    both.write_text(text.replace("/etc/varnish/epoch.vcl", str(one)))
    command = [shutil.which("varnishd", path=SBIN) or "", "-F", "-j", "none"]
    command += ["-n", str(folder / "varnish"), "-a", f"127.0.0.1:{port}", "-T", "none"]
    command += ["-s", "malloc,64m", "-f", str(both)]
    return Server("varnish", folder, command, port, is_up=lambda: answers(port, "/healthz"))


def _with_port(text: str, written: str, port: int) -> str:
    assert f'.port = "{written}"' in text
    return text.replace(f'.port = "{written}"', f'.port = "{port}"')


def site(
    name: str,
    folder: Path,
    role: str,
    tree: Path = MANAGE.parent,
    words: Sequence[str] = ("serve", "--workers", "1", "--{role}"),
    **settings: str,
) -> Server:
    """Return a machine with a folder of its own that runs one role of the site, by a command."""
    data = folder / name
    data.mkdir(mode=0o700, exist_ok=True)
    env = environment(data, **settings) | {"PYTHONPATH": str(tree)}
    port = int(env["PORT"])
    command = [sys.executable, str(tree / "manage.py"), *(w.format(role=role) for w in words)]
    up = {
        "web": lambda: answers(port, "/healthz"),
        "background": lambda: (data / FILE_NAME).exists() or not is_working(server),
    }
    server = Server(name, folder, command, port, is_up=up[role], env=env)
    return server


def telling_background(name: str, folder: Path, receiver_port: int, **settings: str) -> Server:
    """Return a machine with a background process that may tell a receiver on this machine.

    `serve` refuses to start with the setting that allows it, so this runs what `serve` starts.
    """
    allowed = {
        "DJANGO_SETTINGS_MODULE": "tests.blog.webhooks.loopback",
        "RECEIVER_PORT": str(receiver_port),
    }
    return site(name, folder, "background", words=["background"], **settings, **allowed)


def is_working(background: Server) -> bool:
    """Tell whether a background process does not say that it stands by."""
    return STANDING_BY not in background.log.read_text()


def answers(port: int, path: str, status: int = 200) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code == status
    except requests.RequestException:
        return False


def settings(database: str, cache: Server, kept: Server, front: int) -> dict[str, str]:
    """Return the environment that all machines share."""
    return {
        "DATABASE_URL": database,
        "CACHE_URL": f"rediscache://127.0.0.1:{cache.port}/0",
        "S3_BUCKET": PUBLIC,
        "S3_PRIVATE_BUCKET": PRIVATE,
        "S3_ENDPOINT_URL": kept.url,
        "S3_REGION": store.REGION,
        "AWS_ACCESS_KEY_ID": store.KEY,
        "AWS_SECRET_ACCESS_KEY": store.SECRET,
        "SITE_URL": f"http://127.0.0.1:{front}",
        "FRONT_CACHE_URL": f"http://127.0.0.1:{front}",
        "TRUSTED_PROXIES": "1",
    }
