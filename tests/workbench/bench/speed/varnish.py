"""Varnish in front of the site, as `deploy/varnish.vcl` sets it up."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.config.serving.processes import MANAGE
from tests.workbench.bench.speed.nginx import wait_for

BINARY = "varnishd"
SHIPPED = MANAGE.parent / "deploy" / "varnish.vcl"


def is_there() -> bool:
    return shutil.which(BINARY) is not None


@contextmanager
def serving(site: str, folder: Path, port: int) -> Iterator[tuple[str, int]]:
    """Run Varnish before a site; yield the address and the id of its process.

    Raises OSError, which says what Varnish said, where it does not start.
    """
    vcl = folder / "site.vcl"
    vcl.write_text(config(site))
    command = [BINARY, "-F", "-j", "none", "-n", str(folder / "varnish"), "-a", f"127.0.0.1:{port}"]
    command += ["-f", str(vcl), "-T", "none", "-s", "malloc,64M"]
    with (folder / "varnish.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        try:
            wait_for(f"{address}/healthz")
        except OSError as error:
            raise OSError((folder / "varnish.log").read_text()) from error
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def config(site: str) -> str:
    """Return the shipped file with the site's port in it."""
    return SHIPPED.read_text().replace('.port = "8000"', f'.port = "{urlsplit(site).port}"')
