"""A PostgreSQL of the cluster's own, which may be restarted: the machine's has other guests."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.config.serving.processes import free_port
from tests.kept_database import migrate

# Where Debian keeps the programs that no user runs.
PLACES = "/usr/lib/postgresql"


class Postgres:
    """A server on a port of its own, with one database."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://epoch@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self.folder}"
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """Stop it as a machine that restarts: who is connected is cut off."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def make(self) -> None:
        self._run("initdb", "-U", "epoch", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def _run(self, program: str, *arguments: str) -> None:
        newest = max(Path(PLACES).glob("*/bin"), key=lambda each: int(each.parent.name))
        command = [str(newest / program), "-D", str(self.folder / "data"), *arguments]
        # It refuses to run as root.
        who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **who)


@contextmanager
def running(parent: Path) -> Iterator[Postgres]:
    """Yield a server with a migrated database, which is gone in the end."""
    folder = parent / "postgres"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, *pwd.getpwnam("postgres")[2:4])
    server = Postgres(folder)
    server.make()
    server.start()
    try:
        migrate(server.url)
        yield server
    finally:
        server.stop()
