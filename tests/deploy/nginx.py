"""nginx with the site of `deploy/` in front of a running one, on ports of its own."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest

from tests.config.serving.processes import free_port
from tests.workbench.supply.locks import ROOT

DEPLOY = ROOT / "deploy"


def program(name):
    """The path of a program; without it the test is left out, and in CI fails."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is missing: .ci/run installs it.")
        pytest.skip(f"{name} is not installed here.")
    return path


@contextmanager
def nginx(folder, *, site_port):
    """Run nginx with the site of `deploy/`; yields the ports of http and https."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=blog.example.org", "-keyout", "privkey.pem", "-out", "fullchain.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    plain, secure = free_port(), free_port()
    site = (DEPLOY / "nginx.conf").read_text()
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/etc/ssl/epoch/": f"{folder}/",
        "127.0.0.1:8000": f"127.0.0.1:{site_port}",
    }.items():
        assert old in site
        site = site.replace(old, new)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{paths}{site}}}\n"
    )
    command = [program("nginx"), "-c", str(config), "-g", "daemon off;"]
    subprocess.run([*command[:3], "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        yield plain, secure
    finally:
        process.terminate()
        process.wait()
