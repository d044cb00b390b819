"""A site that runs as processes of its own, on the engine that the suite runs on."""

import json
import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import requests
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.config.clerk import PASSWORD
from tests.config.processes import MANAGE, environment
from tests.config.test_serve import served


class Clerk:
    """A process that answers to commands: the clerk's, or that of another module."""

    def __init__(self, env, module="tests.config.clerk"):
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
def database():
    """Yield the environment of a database of its own: a file of the site's, or PostgreSQL's."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"running_site_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_site(data_dir, editors, workers=1, **settings):
    """Yield the clerk, the editors' [name, post id], and what `served` does."""
    with database() as engine:
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
        self.edit_url = f"{base_url}/admin/pages/{post_id}/edit/"
        self.session = requests.Session()
        self.sign_in(username)

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

    def publish(self, title, slug):
        """Publish the post with a new title and body; return the answer."""
        body = streamfield([("markdown", f"# {title}\n\nWith $x^2$.\n\n```python\nprint(1)\n```")])
        data = {
            "title": title,
            "slug": slug,
            "teaser": "What the reader learns.",
            "body": body,
            "display_date": "2026-01-01 10:00",
            "post_authors": inline_formset([]),
            "pinned_posts": inline_formset([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
        token = self.session.cookies.get("csrftoken")
        return self.session.post(
            self.edit_url,
            {**nested_form_data(data), "csrfmiddlewaretoken": token},
            headers={"Referer": self.edit_url},
            allow_redirects=False,
            timeout=60,
        )
