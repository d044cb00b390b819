"""The processes die between a publish and what follows it: nothing stays stale, nothing is lost.

`LOAD=full .venv/bin/pytest -s tests/config/transactions/test_what_follows.py` kills twenty times.
"""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.config.serving.processes import child_running, children, environment, eventually
from tests.config.serving.running_site import Clerk, Editor, is_healthy, running_site

pytestmark = pytest.mark.processes

KILLS = 20 if os.environ.get("LOAD") == "full" else 2
LINKING = 3


def kill_children(pid):
    """Kill the web server's workers and the background process, as a lack of memory does."""
    background = child_running(pid, "background")
    for each in [*children(child_running(pid, "granian")), *filter(None, [background])]:
        os.kill(each, signal.SIGKILL)


@pytest.fixture
def renamed(tmp_path):
    """A site with a post that others link to; the clerk that knows what is behind it."""
    with running_site(tmp_path, 1) as (_, pairs, process, env, _log):
        ((name, post),) = pairs
        kept = {name: env[name] for name in ("DATABASE_URL", "STATIC_ROOT") if name in env}
        clerk = Clerk(environment(tmp_path, **kept), "tests.config.transactions.follow_clerk")
        try:
            editor = Editor(f"http://127.0.0.1:{env['PORT']}", name, post)
            yield editor, post, clerk, process, env
        finally:
            clerk.leave()


def test_a_kill_after_a_publish_loses_nothing_that_follows_it(renamed):
    editor, post, clerk, process, env = renamed
    linking, images = clerk.ask(f"link {post} {LINKING} {KILLS + 1}")
    question = " ".join(map(str, ["behind", post, *linking]))

    def settled():
        state = clerk.ask(question)
        return state if not state["waiting"] else None

    began = time.perf_counter()
    editor.publish("Warm", "post-0", f"![a](image:{images[0]})")
    typical = time.perf_counter() - began
    assert eventually(settled, "the queue is empty")["problems"] == []
    cut_off = 0
    with ThreadPoolExecutor(1) as pool:
        for turn in range(KILLS):
            text = f"![a](image:{images[turn + 1]})"
            attempt = pool.submit(editor.publish, f"Turn {turn}", f"turn-{turn}", text)
            if turn % 2:
                # As soon as the editor has the answer, before the tasks are through.
                assert attempt.result().status_code == 302
            else:
                time.sleep(typical * (0.5 + 0.5 * turn / KILLS))
            kill_children(process.pid)
            cut_off += attempt.exception() is not None
            eventually(lambda: is_healthy(env), "the worker is back")
            state = eventually(settled, "the queue is empty")
            assert state["problems"] == [], f"after kill {turn}"
    print(f"\n{KILLS} kills, {cut_off} of them before the answer; nothing lost")  # noqa: T201
    assert editor.publish("After all", "after-all").status_code == 302
    assert eventually(settled, "the queue is empty")["problems"] == []
