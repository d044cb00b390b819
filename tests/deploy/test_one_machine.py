"""The unit and the nginx site of `deploy/`, tried by systemd's and nginx's own programs."""

import http.client
import os
import shutil
import ssl
import subprocess
import sys
from contextlib import contextmanager

import pytest

from config.request_limits.limits import MAX_UPLOAD_BYTES
from tests.config.serving.processes import eventually, free_port
from tests.config.serving.running_site import running_site
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


def test_systemd_finds_no_fault_with_the_unit(tmp_path):
    command = tmp_path / ".venv" / "bin" / "python"
    command.parent.mkdir(parents=True)
    command.symlink_to(sys.executable)
    unit = tmp_path / "epoch.service"
    unit.write_text((DEPLOY / unit.name).read_text().replace("/srv/epoch", str(tmp_path)))
    result = subprocess.run(
        [program("systemd-analyze"), "verify", unit], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


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


def ask(port, method="GET", path="/blog/", *, is_secure=True, **headers):
    context = ssl._create_unverified_context() if is_secure else None
    kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
    options = {"context": context} if is_secure else {}
    connection = kind("127.0.0.1", port, timeout=20, **options)
    try:
        connection.request(method, path, headers={"Host": "blog.example.org", **headers})
        return connection.getresponse()
    except OSError:
        return None


@pytest.mark.processes
def test_readers_come_through_nginx(tmp_path):
    port = free_port()
    settings = {
        "SITE_URL": "https://blog.example.org",
        "TRUST_FORWARDED_PROTO": "true",
        "TRUSTED_PROXIES": "1",
        "PORT": str(port),
    }
    (tmp_path / "nginx").mkdir()
    with (
        nginx(tmp_path / "nginx", site_port=port) as (plain, secure),
        running_site(tmp_path, 1, **settings),
    ):
        reply = eventually(lambda: ask(secure), "nginx passes on")
        assert reply.status == 200
        assert reply.headers["Strict-Transport-Security"]
        # Who claims to have come by https is not believed.
        reply = ask(plain, is_secure=False, **{"X-Forwarded-Proto": "https"})
        assert (reply.status, reply.headers["Location"]) == (301, "https://blog.example.org/blog/")
        too_large = {"Content-Length": str(MAX_UPLOAD_BYTES + 1)}
        assert ask(secure, "POST", "/admin/images/add/", **too_large).status == 413
