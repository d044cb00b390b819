"""Answers requests from finished pages, as a WSGI wrapper around Django."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from config.page_cache.answer import Answer, Headers, close
from config.page_cache.encodings import chosen_encoding
from config.page_cache.entry import Entry, unchanged_headers
from config.page_cache.memory import Found, Memory
from config.page_cache.request import Asked, Environ, Key, RequestReader

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Lifetime = Callable[[str, int, float], dict[str, str]]
Observe = Callable[[Environ, str, float], None]

# Seconds: then a page is made anew though no change was seen, should one have come past us.
MAX_AGE = 3600.0
# Seconds: whoever waits longer for a page that another request has made has one made anew.
PATIENCE = 10.0
UNCHANGED = "304 Not Modified"


@dataclass
class Fill:
    """One page that is being made; `entry` is set at the end, unless it may not be kept."""

    generation: bytes
    done: Event = field(default_factory=Event)
    entry: Entry | None = None


class PageCache:
    """Answers from finished pages; asks `application` once for each, and for all the rest.

    Everything is dropped at a change: `generation()` then returns another value. What began
    before a change is never kept. `next_expiry()` is when something that is shown now expires,
    in seconds of `time.time()`; `lifetime(path, status, seconds left)` are the headers that tell
    other caches so. `observe(environ, status, seconds)` hears of each answer.
    """

    def __init__(
        self,
        application: Application,
        *,
        max_bytes: int,
        generation: Callable[[], bytes],
        next_expiry: Callable[[], float | None],
        lifetime: Lifetime,
        observe: Observe | None = None,
    ) -> None:
        self.application, self.observe = application, observe
        self.generation, self.next_expiry, self.lifetime = generation, next_expiry, lifetime
        self.reader = RequestReader()
        self.memory = Memory(max_bytes)
        self.fills: dict[Key, Fill] = {}
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body = self.at_once(environ, start_response)
        if body is not None:
            return body
        asked = self.reader.read(environ)
        if asked is None:
            return self.application(environ, start_response)
        found = self.memory.look_up(asked.key, self.generation())
        if found.is_fresh:
            return self.application(environ, start_response)
        return self.make(asked, found, environ, start_response)

    def at_once(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer with a finished page; None where one is to be made, or Django is to be asked.

        Waits for nothing, so that a server's event loop may call it.
        """
        started = time.perf_counter()
        asked = self.reader.read(environ)
        if asked is None:
            return None
        found = self.memory.look_up(asked.key, self.generation())
        entry = found.entry
        if entry is None or not found.is_fresh or not answers(entry, asked):
            return None
        body = self.give(entry, asked.key, environ, start_response)
        if self.observe is not None:
            self.observe(environ, entry.status, time.perf_counter() - started)
        return body

    def give(
        self, entry: Entry, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer from an entry, in the form that the client takes, or that it has it already."""
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        forms = len(entry.forms)
        form = entry.form(encoding)
        if len(entry.forms) != forms:
            self.memory.keep(key, entry)
        tags = environ.get("HTTP_IF_NONE_MATCH", "")
        since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
        headers = form.headers
        if entry.deadline is not None and entry.has_lifetime:
            left = entry.deadline - time.time()
            headers = entry.with_lifetime(
                headers, self.lifetime(key.path, int(entry.status[:3]), left)
            )
        if (tags or since) and entry.is_known(tags, since):
            start_response(UNCHANGED, unchanged_headers(headers))
            return []
        # A copy: what a server is handed it may change (PEP 3333).
        start_response(entry.status, [*headers])
        return [form.body] if environ["REQUEST_METHOD"] == "GET" else []

    def make(
        self, asked: Asked, found: Found, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have a page made, by one request for all that ask for it meanwhile.

        They wait for it, unless there is an old one that merely aged.
        """
        if asked.key in self.memory.unkept:
            return self.application(environ, start_response)
        with self.lock:
            fill = self.fills.get(asked.key)
            is_mine = fill is None or fill.generation != found.generation
            if fill is None or is_mine:
                fill = self.fills[asked.key] = Fill(found.generation)
        if is_mine:
            return self.fill(asked, fill, environ, start_response)
        if found.entry is None:
            fill.done.wait(PATIENCE)
        entry = found.entry or fill.entry
        # What expired before this request began is not in its answer, though in another's.
        now = time.time()
        if entry is None or entry.is_over(found.generation, now) or not answers(entry, asked):
            return self.application(environ, start_response)
        return self.give(entry, asked.key, environ, start_response)

    def fill(
        self, asked: Asked, fill: Fill, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have a page made by Django and kept; answer with it, or with what else came."""
        now = time.time()
        try:
            deadline = self.next_expiry()
            answer = ask(self.application, self.reader.plain_environ(environ, asked.key))
            if answer.may_be_kept():
                aged_at = now + MAX_AGE
                fill.entry = Entry(answer, fill.generation, deadline=deadline, aged_at=aged_at)
                if self.generation() == fill.generation:
                    self.memory.keep(asked.key, fill.entry)
                else:
                    # Other caches may have dropped all before this reaches them.
                    fill.entry.deadline = now
            else:
                self.memory.give_up(asked.key, fill.generation, answer)
        finally:
            with self.lock:
                if self.fills.get(asked.key) is fill:
                    del self.fills[asked.key]
            fill.done.set()
        if fill.entry is not None and answers(fill.entry, asked):
            return self.give(fill.entry, asked.key, environ, start_response)
        if asked.has_junk or answer.varies():
            answer.drop()
            return self.application(environ, start_response)
        start_response(answer.status, answer.headers)
        if environ["REQUEST_METHOD"] == "GET":
            return answer.rest or [answer.body]
        answer.drop()
        return []


def answers(entry: Entry, asked: Asked) -> bool:
    """Tell whether an entry answers a request; a redirect may be for a whole query."""
    return entry.is_found or not asked.has_junk


def ask(application: Application, environ: Environ) -> Answer:
    """Have an answer made, and read it whole unless it is a stream."""
    head: list[Any] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> None:
        head[:] = status, headers

    result = application(environ, start)
    if getattr(result, "streaming", False):
        status, headers = head
        return Answer(status, headers, rest=result)
    try:
        body = b"".join(result)
    finally:
        close(result)
    # Known from its first piece on.
    status, headers = head
    return Answer(status, headers, body=body)
