"""The servers of one page that are compared: nginx, the site, and the site behind others."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.config.serving.processes import free_port
from tests.workbench.bench.speed import nginx, site, varnish
from tests.workbench.bench.speed.long_posts import SLUG
from tests.workbench.bench.speed.options import Options
from tests.workbench.bench.speed.reading import BROWSER, PLAIN, Answer, get

PATH = f"/blog/{SLUG.format(0)}/"
ASKED = {"plain": PLAIN, "compressed": BROWSER}
NGINX, EPOCH, VARNISH, DJANGO = "nginx", "Epoch", "Varnish before Epoch", "Django's cache"
DJANGO_CACHE = {
    "DJANGO_SETTINGS_MODULE": "tests.workbench.bench.speed.django_cache",
    "PAGE_CACHE_MB": "0",
}


@dataclass
class Contender:
    """A server that is measured: its address and the processes that count."""

    name: str
    address: str
    pids: list[int] = field(default_factory=list)

    def url(self, asked: str) -> str:
        return f"{self.address}/{asked}" if self.name == NGINX else f"{self.address}{PATH}"


@contextmanager
def contenders(options: Options, notes: list[str]) -> Iterator[list[Contender]]:
    """Start all, nginx being the first; raises AssertionError where one sends another text."""
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _each in range(2)]
        port = free_port()
        # What makes the site tell caches in front how long they may keep a page.
        front_cache = {"FRONT_CACHE_URL": f"http://127.0.0.1:{port}"} if varnish.is_there() else {}
        address, pid = stack.enter_context(site.serving(options, options.posts[0], **front_cache))
        others = [Contender(EPOCH, address, site.web_processes(pid))]
        if varnish.is_there():
            front, pid = stack.enter_context(varnish.serving(address, folders[0], port))
            others.append(Contender(VARNISH, front, site.family(pid)))
        else:
            notes.append("Varnish is not measured: it was not found on this machine.")
        own, pid = stack.enter_context(site.serving(options, options.posts[0], **DJANGO_CACHE))
        others.append(Contender(DJANGO, own, site.web_processes(pid)))
        answers = warmed_answers(address)
        files, pid = stack.enter_context(nginx.serving(answers, folders[1]))
        started = [Contender(NGINX, files, site.family(pid)), *others]
        check(started)
        notes.append("; ".join(size(asked, answer) for asked, answer in answers.items()))
        yield started


def warmed_answers(address: str) -> dict[str, Answer]:
    """Return what the site sends once it has sent it before."""
    for headers in ASKED.values():
        get(f"{address}{PATH}", headers)
    return {asked: get(f"{address}{PATH}", headers) for asked, headers in ASKED.items()}


def check(started: list[Contender]) -> None:
    """Have every server send the page, and see that it is the same one to the byte."""
    for asked, headers in ASKED.items():
        texts = {each.name: get(each.url(asked), headers) for each in started}
        for name, answer in texts.items():
            assert answer.status == 200, f"{name} answers with {answer.status}"
            assert answer.text == texts[NGINX].text, f"{name} sends another page"


def size(asked: str, answer: Answer) -> str:
    coding = answer.headers.get("Content-Encoding", "no coding")
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return f"{asked.capitalize()}: {len(answer.body):,} bytes, {coding}, {head:,} bytes of headers"
