"""Many write at once, and the process dies in the middle: nothing is lost or left half done."""

import os
import re
import signal
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import requests

from tests.config.serving.processes import child_running, children, eventually
from tests.config.serving.running_site import Editor, is_healthy, running_site

pytestmark = pytest.mark.processes

# With LOAD=full, the hundred publishes and twenty kills; takes minutes.
FULL = os.environ.get("LOAD") == "full"
ROUNDS = 25 if FULL else 8
KILLS = 20 if FULL else 6
EDITORS = READERS = 4


def base_url(env):
    return f"http://127.0.0.1:{env['PORT']}"


def read_until(stop, base_url):
    """Read the site's pages in turn; return the answers' status codes."""
    session, codes = requests.Session(), []
    while not stop.is_set():
        for path in ("/", "/blog/", "/blog/post-0/", "/blog/feed.xml"):
            codes.append(session.get(base_url + path, timeout=60).status_code)
    return codes


def write_rounds(editor, number):
    """Publish again and again; return each answer's status code, seconds and title."""
    answers = []
    for turn in range(ROUNDS):
        title = f"Editor {number} turn {turn}"
        began = time.perf_counter()
        code = editor.publish(title, f"post-{number}").status_code
        answers.append((code, time.perf_counter() - began, title))
    return answers


def percentile(values, share):
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def report(answers, held):
    seconds = [taken for _, taken, _ in answers]
    print(  # noqa: T201
        f"\n{len(answers)} publishes by {EDITORS} editors with {READERS} readers: "
        f"p50 {percentile(seconds, 50):.2f} s, p99 {percentile(seconds, 99):.2f} s"
    )
    if held:
        print(  # noqa: T201
            f"{len(held)} times under the write lock: p50 {percentile(held, 50):.0f} ms, "
            f"p95 {percentile(held, 95):.0f} ms"
        )


def test_editors_and_readers_at_once_lose_nothing_and_meet_no_error(tmp_path):
    with running_site(tmp_path, EDITORS, LOG_LEVEL="DEBUG") as (clerk, pairs, _, env, log):
        url = base_url(env)
        editors = [Editor(url, name, post) for name, post in pairs]
        stop = Event()
        with ThreadPoolExecutor(EDITORS + READERS) as pool:
            readers = [pool.submit(read_until, stop, url) for _ in range(READERS)]
            writers = [
                pool.submit(write_rounds, each, number) for number, each in enumerate(editors)
            ]
            answers = [answer for writer in writers for answer in writer.result()]
            stop.set()
            codes = {code for reader in readers for code in reader.result()}
        state = clerk.ask("check")
        held = [float(each) for each in re.findall(r"lock for ([\d.]+) ms", log.read_text())]
    report(answers, held)
    assert {code for code, _, _ in answers} == {302}
    assert codes == {200}
    assert state["problems"] == []
    for number, (_, post) in enumerate(pairs):
        wanted = [f"Editor {number} turn {turn}" for turn in range(ROUNDS)]
        assert state["titles"][str(post)][1:] == wanted


def kill_worker(pid):
    """Kill the web server's worker, as the kernel does when memory runs out."""
    server = child_running(pid, "granian")
    for worker in children(server):
        os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize("kills", [KILLS])
def test_a_kill_in_the_middle_of_a_publish_leaves_all_or_nothing(tmp_path, kills):
    with running_site(tmp_path, 1) as (clerk, pairs, process, env, _):
        ((name, post),) = pairs
        editor = Editor(base_url(env), name, post)
        began = time.perf_counter()
        editor.publish("Warm", "post-0")
        typical = time.perf_counter() - began
        cut_off = 0
        with ThreadPoolExecutor(1) as pool:
            for turn in range(kills):
                attempt = pool.submit(editor.publish, f"Attempt {turn}", "post-0")
                # From the first tenth of a publish to its end.
                time.sleep(typical * (0.1 + 0.9 * turn / kills))
                kill_worker(process.pid)
                cut_off += attempt.exception() is not None
                state = clerk.ask("check")
                assert state["problems"] == [], f"after kill {turn}"
                eventually(lambda: is_healthy(env), "the worker is back")
        assert cut_off, "every publish was through before its kill"
        assert editor.publish("After all", "post-0").status_code == 302
        assert clerk.ask("check")["titles"][str(post)][-1] == "After all"
