"""nginx as it serves a static file best: the bytes of an answer, with the same headers."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.config.serving.processes import free_port
from tests.workbench.bench.speed.reading import Answer, get

BINARY = "nginx"
# nginx writes these itself.
OWN_HEADERS = {
    "connection", "content-length", "content-type", "date", "etag", "last-modified", "server",
    "keep-alive", "transfer-encoding", "age", "via", "x-varnish",
}  # fmt: skip
CONFIG = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
{locations}  }}
}}
"""
LOCATION = """    location = /{name} {{
      alias {folder}/{name};
      types {{ }}
      default_type "{type}";
{headers}    }}
"""


def is_there() -> bool:
    return shutil.which(BINARY) is not None


@contextmanager
def serving(answers: Mapping[str, Answer], folder: Path) -> Iterator[tuple[str, int]]:
    """Serve some answers; yield the address below which their names are, and the process's id."""
    port = free_port()
    # nginx may drop its rights and has to read what stands here, whatever the umask.
    folder.chmod(0o755)
    for name, answer in answers.items():
        (folder / name).write_bytes(answer.body)
        (folder / name).chmod(0o644)
    (folder / "nginx.conf").write_text(config(answers, folder, port))
    process = subprocess.Popen([BINARY, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/{next(iter(answers))}")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def config(answers: Mapping[str, Answer], folder: Path, port: int) -> str:
    locations = (location(name, answer, folder) for name, answer in answers.items())
    return CONFIG.format(folder=folder, port=port, locations="".join(locations))


def location(name: str, answer: Answer, folder: Path) -> str:
    headers = (
        f"      add_header {key} {quoted(value)};\n"
        for key, value in answer.headers.items()
        if key.lower() not in OWN_HEADERS
    )
    return LOCATION.format(
        name=name, folder=folder, type=answer.headers["Content-Type"], headers="".join(headers)
    )


def quoted(value: str) -> str:
    """Return a value as nginx reads it; raises ValueError for what would be a variable."""
    if "$" in value:
        raise ValueError(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wait_for(url: str) -> None:
    """Wait until an address answers; raises OSError after a minute."""
    deadline = time.monotonic() + 60
    while True:
        try:
            get(url)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
