"""People come in by an OpenID provider, here on this machine, and get Authors at most.

The settings decide at the start what is loaded, so the site runs in a process of its own.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from config.settings.site import BASE_DIR
from tests.kept_database import copy_into

pytestmark = pytest.mark.processes

CLIENT = "epoch"


class Provider(BaseHTTPRequestHandler):
    """An OpenID provider that vouches for whatever the test sets."""

    claims: dict = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": self.address,
                    "authorization_endpoint": f"{self.address}/authorize",
                    "token_endpoint": f"{self.address}/token",
                    "userinfo_endpoint": self.claims.get("userinfo_at", f"{self.address}/who"),
                    "jwks_uri": f"{self.address}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif path == "/who":
            self.answer(self.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        token = {
            "iss": self.address, "aud": CLIENT, "sub": self.claims["sub"],
            "iat": time.time(), "exp": time.time() + 60,
        }  # fmt: skip
        parts = [{"alg": "none"}, token, ""]
        packed = [
            urlsafe_b64encode(json.dumps(each).encode()).decode().strip("=") for each in parts
        ]
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": ".".join(packed)})

    def answer(self, data: dict) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


# Signs in by the provider with each of some claims, and prints what came of it.
SCRIPT = """
import json, sys
import django; django.setup()
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from urllib.parse import parse_qs, urlsplit
import requests
Group.objects.get(name="Authors")
admin = User.objects.create_user("ada", "ada@example.org", "x")
admin.groups.add(Group.objects.get(name="Admins"))
def come(process=""):
    client = Client(SERVER_NAME="localhost")
    asked = client.get("/admin/sign-in/with/oidc/" + process)
    state = parse_qs(urlsplit(asked["Location"]).query)["state"][0]
    back = client.get("/admin/sign-in/with/oidc/back/", {"code": "c", "state": state})
    inside = client.get("/admin/")
    form = client.get("/admin/login/").content.decode()
    users = {u.username: [u.is_superuser, u.is_staff, sorted(g.name for g in u.groups.all())]
             for u in User.objects.exclude(username="ada")}
    print(json.dumps({"to": asked["Location"], "back": back["Location"],
        "inside": inside.status_code, "users": users, "form": form}), flush=True)
for line in sys.stdin:
    come(line.strip())
"""


@pytest.fixture(scope="module")
def visitor(provider, tmp_path_factory) -> Iterator[subprocess.Popen]:
    """A process in which somebody follows the link on the login form, at each line it gets."""
    folder = tmp_path_factory.mktemp("social")
    env = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "DATA_DIR": str(folder),
        "OIDC_SERVER_URL": provider, "OIDC_CLIENT_ID": CLIENT, "OIDC_NAME": "Example login",
        "SIGN_UP_DOMAINS": "example.org",
    }  # fmt: skip
    copy_into(folder)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=env, cwd=BASE_DIR, check=True)
    command = [sys.executable, "-c", SCRIPT]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=env, cwd=BASE_DIR, **pipes) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def come(visitor):
    def come(*, process: str = "", **claims: object) -> dict:
        Provider.claims = {"email_verified": True, **claims}
        visitor.stdin.write(f"{process}\n")
        visitor.stdin.flush()
        return json.loads(visitor.stdout.readline())

    return come


def test_somebody_new_becomes_an_author_whatever_is_claimed(come, provider):
    claims = {"groups": ["Admins"], "roles": ["admin"], "is_superuser": True, "is_staff": True}
    answer = come(sub="1", email="noor@example.org", preferred_username="noor", **claims)
    asked = parse_qs(urlsplit(answer["to"]).query)
    assert answer["to"].startswith(f"{provider}/authorize")
    assert asked["redirect_uri"] == ["http://localhost/admin/sign-in/with/oidc/back/"]
    assert "code_challenge" in asked
    assert answer["back"] == "/admin/"
    assert answer["inside"] == 200
    assert answer["users"] == {"noor": [False, False, ["Authors"]]}
    # The second time it is the same account.
    assert come(sub="1", email="noor@example.org", preferred_username="ada")["inside"] == 200


@pytest.mark.parametrize(
    "claims",
    [
        # One's own site says what it likes: an address that is taken here opens nothing.
        {"email": "ada@example.org"},
        {"email": "ADA@example.org"},
        {"email": "new@example.org", "email_verified": False},
        {"email": "new@elsewhere.example"},
        {"email": "new@example.org.elsewhere.example"},
        {},
        # An address that only this server could reach is not asked.
        {"email": "new@example.org", "userinfo_at": "http://127.0.0.1:1/who"},
        {"email": "new@example.org", "userinfo_at": "http://169.254.169.254/who"},
        # To join it to an account that is here.
        {"email": "new@example.org", "process": "?process=connect"},
    ],
)
def test_others_stay_out(come, claims):
    answer = come(sub="2", **claims)
    assert answer["back"] == "/admin/login/"
    assert answer["inside"] == 302
    assert set(answer["users"]) <= {"noor"}
    assert re.search(r'<li class="error">', answer["form"])
    assert "Sign in with Example login" in answer["form"]


def test_off_it_is_not_even_loaded():
    code = (
        "import sys, django; django.setup(); from django.urls import get_resolver; "
        "get_resolver().url_patterns; print([m for m in sys.modules if m.startswith("
        "('allauth.socialaccount', 'oauthlib', 'jwt'))])"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, env=env, cwd=BASE_DIR, capture_output=True, text=True)
    assert answer.stdout.strip() == "[]"
