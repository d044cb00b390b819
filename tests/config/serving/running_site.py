"""A site that runs as processes of its own, on the engine that the suite runs on."""

import json
import sqlite3
import subprocess
import sys
import urllib.request
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from django.db import connection

from tests import kept_database, postgres
from tests.config.serving.clerk import PASSWORD
from tests.config.serving.processes import MANAGE, environment, eventually, family, is_alive
from tests.forms import markdown_body, post_form


class Clerk:
    """A process that answers to commands: the clerk's, or that of another module."""

    def __init__(self, env, module="tests.config.serving.clerk"):
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            env=env,
            cwd=MANAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def ask(self, command):
        self.say(command)
        return json.loads(self.process.stdout.readline())

    def leave(self):
        self.process.communicate()


@contextmanager
def database(data_dir):
    """Yield the environment of a migrated database: the file of the site, or one on the server."""
    if connection.vendor == "sqlite":
        kept_database.copy_into(data_dir)
        yield {}
        return
    name = f"running_site_{uuid.uuid4().hex[:8]}"
    with (
        postgres.open_server() as server,
        postgres.database(server, name, template=kept_database.migrated_on_server()),
    ):
        yield {"DATABASE_URL": postgres.address(server, name)}


@contextmanager
def running_site(data_dir, editors, workers=1, **settings):
    """Yield the clerk, the editors' [name, post id], and what `served` does."""
    with database(data_dir) as engine:
        settings = {"STATIC_ROOT": str(data_dir / "static"), **engine, **settings}
        clerk = Clerk(environment(data_dir, **settings))
        try:
            pairs = clerk.ask(f"prepare {editors}")
            with served(data_dir, workers, **settings) as (process, env, log):
                yield clerk, pairs, process, env, log
        finally:
            clerk.leave()


class Editor:
    """Somebody who is signed in, saves and publishes a post."""

    def __init__(self, base_url, username, post_id):
        self.base_url = base_url
        self.session = requests.Session()
        self.turn_to(post_id)
        self.sign_in(username)

    def turn_to(self, post_id):
        """Have what follows be done to another post."""
        self.edit_url = f"{self.base_url}/admin/pages/{post_id}/edit/"

    def sign_in(self, username):
        address = f"{self.base_url}/admin/login/"
        token = self.token(self.session.get(address, timeout=60))
        data = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
        reply = self.session.post(
            address, data, headers={"Referer": address}, timeout=60, allow_redirects=False
        )
        assert reply.status_code == 302, "the editor could not sign in"

    def token(self, reply):
        return reply.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def publish(self, title, slug, text=""):
        """Publish the post with a new title and body; return the answer."""
        return self.save("action-publish", title, slug, text)

    def submit(self, title, slug, text=""):
        """Submit the post for review with a new title and body; return the answer."""
        return self.save("action-submit", title, slug, text)

    def save(self, action, title, slug, text):
        source = f"# {title}\n\nWith $x^2$.\n\n```python\nprint(1)\n```\n\n{text}"
        data = post_form(
            title=title,
            slug=slug,
            teaser="What the reader learns.",
            body=markdown_body(source),
            **{action: "1"},
        )
        token = self.session.cookies.get("csrftoken")
        return self.session.post(
            self.edit_url,
            {**data, "csrfmiddlewaretoken": token},
            headers={"Referer": self.edit_url},
            allow_redirects=False,
            timeout=60,
        )


def is_healthy(env):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{env['PORT']}/healthz", timeout=2) as reply:
            return reply.read() == b"ok\n"
    except OSError:
        return False


def is_up(env, role, log):
    return "stand by" in log.read_text() if role == "background" else is_healthy(env)


def rows(env, query):
    with closing(sqlite3.connect(Path(env["DATA_DIR"]) / "db.sqlite3", timeout=20)) as database:
        return database.execute(query).fetchall()


@contextmanager
def served(data_dir, workers=1, role=None, name="serve", **changes):
    env = environment(data_dir, **changes)
    log = data_dir / f"{name}.log"
    roles = [f"--{role}"] if role else []
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(MANAGE), "serve", "--workers", str(workers), *roles],
            env=env,
            stdout=output,
            stderr=output,
        )
    try:
        eventually(lambda: is_up(env, role, log), f"the site answers; {log.read_text()}")
        yield process, env, log
    finally:
        members = family(process.pid)
        process.kill()
        process.wait()
        eventually(lambda: not any(map(is_alive, members)), "no process is left")
