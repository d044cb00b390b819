"""Varnish in front of the site, as `deploy/varnish.vcl` sets it up."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.speed.nginx import wait_for
from tests.config.processes import MANAGE, free_port

BINARY = "varnishd"
SHIPPED = MANAGE.parent / "deploy" / "varnish.vcl"
# Until there is a file of the site's own: an hour for whatever has no cookie.
PLAIN = """
vcl 4.1;
backend default { .host = "%s"; .port = "%s"; }
sub vcl_backend_response { set beresp.ttl = 1h; }
"""


def is_there() -> bool:
    return shutil.which(BINARY) is not None


@contextmanager
def serving(site: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Run Varnish before a site; yield the address and the id of its process."""
    port = free_port()
    # It drops its rights and has to read what stands here.
    folder.chmod(0o755)
    vcl = folder / "site.vcl"
    vcl.write_text(config(site))
    command = [BINARY, "-F", "-n", str(folder / "varnish"), "-a", f"127.0.0.1:{port}"]
    command += ["-f", str(vcl), "-s", "malloc,64M"]
    with (folder / "varnish.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def config(site: str) -> str:
    """Return the shipped file with the site's port in it."""
    backend = urlsplit(site)
    if SHIPPED.exists():
        return SHIPPED.read_text().replace('.port = "8000"', f'.port = "{backend.port}"')
    return PLAIN % (backend.hostname, backend.port)
