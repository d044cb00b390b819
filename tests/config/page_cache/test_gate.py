"""No reader sees the old page once a change is made, whichever worker answers.

`LOAD=full .venv/bin/pytest tests/config/page_cache/test_gate.py` makes two hundred changes.
"""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import requests

from tests.config.page_cache.changing.kinds import KINDS
from tests.config.page_cache.workers import connect_to_each
from tests.config.serving.running_site import Clerk, Editor, running_site

pytestmark = [pytest.mark.processes, pytest.mark.longest]

WORKERS = 3
CHANGES = 200 if os.environ.get("LOAD") == "full" else 50
# Of them, made by an editor in the browser's way: by one of the workers.
BY_EDITOR = CHANGES // 10
READ = ("/", "/blog/", "/blog/post-1/")


def read_until(stop, base_url):
    """Read pages and addresses with junk in turn; return how many, and what went wrong."""
    session, count, failures = requests.Session(), 0, []
    while not stop.is_set():
        for path in READ:
            try:
                reply = session.get(f"{base_url}{path}?junk={count}", timeout=60)
            except requests.RequestException as error:
                failures.append(f"{path}: {error}")
                continue
            count += 1
            if reply.status_code != 200:
                failures.append(f"{path}: {reply.status_code}")
        # Readers enough, and some of the two cores for the changes.
        stop.wait(0.05)
    return count, failures


def broken(answer, status, shows, lacks):
    """Return what is wrong with a worker's answer; empty if it is what it must be."""
    code, text = answer
    if code != status:
        return f"answers {code} and not {status}"
    if shows and shows not in text:
        return f"lacks {shows!r}"
    return f"still shows {lacks!r}" if lacks and lacks in text else ""


def check_each(connections, what, address, status, shows=None, lacks=None):
    answers = {pid: each.get(address) for pid, each in connections.items()}
    found = {pid: broken(answer, status, shows, lacks) for pid, answer in answers.items()}
    return [f"{what}: worker {pid} at {address} {wrong}" for pid, wrong in found.items() if wrong]


def change_by_editor(editor, connections, turn):
    for connection in connections.values():
        connection.get("/blog/post-0/")
    title = f"By an editor {turn}"
    reply = editor.publish(title, "post-0")
    assert reply.status_code == 302, reply.text
    return check_each(connections, f"by an editor {turn}", "/blog/post-0/", 200, title)


def change_by_changer(changer, kind, connections, turn):
    address = changer.ask(f"{kind} {turn}")
    for connection in connections.values():
        connection.get(address)
    expected = changer.ask("go")
    wrong = check_each(connections, f"{kind} {turn}", *expected)
    changer.say("go on")
    return wrong


def test_each_kind_of_change_is_made():
    assert len(KINDS) <= CHANGES - BY_EDITOR


def make_changes(changer, editor, connections):
    kinds = itertools.cycle(kind.__name__ for kind in KINDS)
    wrong = []
    for turn in range(CHANGES):
        if turn < BY_EDITOR:
            wrong += change_by_editor(editor, connections, turn)
        else:
            wrong += change_by_changer(changer, next(kinds), connections, turn)
    return wrong


def test_no_worker_shows_what_was_before_a_change_and_no_request_fails(tmp_path):
    with running_site(tmp_path, 2, WORKERS) as (_, pairs, process, env, log):
        base_url = f"http://127.0.0.1:{env['PORT']}"
        connections = connect_to_each(process.pid, int(env["PORT"]))
        editor = Editor(base_url, *pairs[0])
        changer = Clerk(env, "tests.config.page_cache.changing.changer")
        stop = Event()
        with ThreadPoolExecutor(2) as pool:
            readers = [pool.submit(read_until, stop, base_url) for _ in range(2)]
            try:
                wrong = make_changes(changer, editor, connections)
            finally:
                stop.set()
            counted = [reader.result() for reader in readers]
        changer.leave()
        output = log.read_text()
    assert not wrong, "\n".join(wrong)
    assert [failure for _, failures in counted for failure in failures] == []
    assert sum(count for count, _ in counted) > CHANGES
    assert "Traceback" not in output
