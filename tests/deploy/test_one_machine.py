"""The unit and the nginx site of `deploy/`, tried by systemd's and nginx's own programs."""

import http.client
import ssl
import subprocess
import sys

import pytest

from config.request_limits.limits import MAX_UPLOAD_BYTES
from tests.config.serving.processes import eventually, free_port
from tests.config.serving.running_site import running_site
from tests.deploy.nginx import DEPLOY, nginx, program


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


def test_no_value_of_the_environment_is_followed_by_a_comment():
    page = (DEPLOY / "one-machine.md").read_text()
    lines = page.partition("SECRET_KEY=")[2].partition("```")[0].splitlines()
    assert len(lines) > 4
    assert [line for line in lines if "#" in line] == []


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
