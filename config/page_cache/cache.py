"""Answers requests from finished pages, as a WSGI wrapper around Django."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any, NamedTuple

from config.page_cache.answer import Answer, Headers, close
from config.page_cache.encodings import chosen_encoding
from config.page_cache.entry import Entry, unchanged_headers
from config.page_cache.request import Asked, Environ, Key, RequestReader
from config.page_cache.store import Store

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Lifetime = Callable[[str, int, float], dict[str, str]]
Observe = Callable[[Environ, str, float], None]

# Seconds: then a page is made anew though no change was seen, should one have come past us.
MAX_AGE = 3600.0
# Seconds: whoever waits longer for another's page has it made for himself.
PATIENCE = 10.0
# Guessed addresses may take this share of the memory, and no more.
MISSING_SHARE = 16
MAX_UNKEPT = 2_000
UNCHANGED = "304 Not Modified"


@dataclass
class Fill:
    """One page that is being made; `entry` is set at the end, unless it may not be kept."""

    generation: bytes
    done: Event = field(default_factory=Event)
    entry: Entry | None = None


class Found(NamedTuple):
    """What is kept for a request now: an entry that may be shown, and whether it hasn't aged."""

    generation: bytes
    entry: Entry | None
    is_fresh: bool


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
        self.found = Store(max_bytes - max_bytes // MISSING_SHARE)
        self.missing = Store(max_bytes // MISSING_SHARE)
        self.fills: dict[Key, Fill] = {}
        # What turned out to be private or the like in this generation.
        self.unkept: set[Key] = set()
        self.seen = b""
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        body = self.at_once(environ, start_response)
        if body is not None:
            return body
        asked = self.reader.read(environ)
        if asked is None:
            return self.application(environ, start_response)
        found = self.look_up(asked)
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
        found = self.look_up(asked)
        entry = found.entry
        if entry is None or not found.is_fresh or not answers(entry, asked):
            return None
        body = self.give(entry, asked.key, environ, start_response)
        if self.observe is not None:
            self.observe(environ, entry.status, time.perf_counter() - started)
        return body

    def look_up(self, asked: Asked) -> Found:
        """Return what is kept for a request."""
        generation = self.generation()
        if generation != self.seen:
            self.begin_anew(generation)
        entry = self.found.get(asked.key) or self.missing.get(asked.key)
        now = time.time()
        if entry is None or entry.is_over(generation, now):
            return Found(generation, None, is_fresh=False)
        return Found(generation, entry, is_fresh=now < entry.aged_at)

    def begin_anew(self, generation: bytes) -> None:
        """Forget what was made of the data before a change."""
        with self.lock:
            if generation != self.seen:
                self.seen = generation
                self.found.clear()
                self.missing.clear()
                self.unkept.clear()

    def give(
        self, entry: Entry, key: Key, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer from an entry, in the form that the client takes, or that it has it already."""
        encoding = chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        forms = len(entry.forms)
        form = entry.form(encoding)
        if len(entry.forms) != forms:
            self.keep(key, entry)
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

    def keep(self, key: Key, entry: Entry) -> None:
        """Keep an entry in place of an older one, or at the size that its newest form gives it.

        A redirect is kept with what is missing: any guess without a slash at its end gets one.
        """
        store, other = self.found, self.missing
        if not entry.is_found:
            store, other = other, store
        other.drop(key)
        store.put(key, entry)

    def give_up(self, key: Key, fill: Fill, answer: Answer) -> None:
        """Let go of an aged entry in whose place something came that may not be kept.

        After an error it stays, until the site works again.
        """
        with self.lock:
            if answer.code[0] != "5":
                self.found.drop(key)
                self.missing.drop(key)
            is_current = self.seen == fill.generation and len(self.unkept) < MAX_UNKEPT
            if is_current and answer.is_private_for_all():
                self.unkept.add(key)

    def make(
        self, asked: Asked, found: Found, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have a page made, by one request for all that ask for it meanwhile.

        They wait for it, unless there is an old one that merely aged.
        """
        if asked.key in self.unkept:
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
                    self.keep(asked.key, fill.entry)
                else:
                    # Other caches may have dropped all before this reaches them.
                    fill.entry.deadline = now
            else:
                self.give_up(asked.key, fill, answer)
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
