"""Runs the WSGI site under granian's RSGI, so that no thread waits for a body or a slow reader.

Under its WSGI a read can't be given up: granian 2.8 stands still, all threads of a worker, when
an answer is given while a body is still read (tests/upstream/granian_body.py).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import IO, Any, TypeVar

from django.db import close_old_connections
from granian.rsgi import ProtocolClosed

from config.request_limits.arriving import Pace, receive
from config.request_limits.client_address import client_network
from config.request_limits.limits import (
    MAX_STRANGERS_BODY_BYTES,
    RefusedRequestError,
    body_length,
    check_charset,
    check_head,
)
from config.request_limits.places import Places
from config.request_limits.request_guard import (
    Application,
    Environ,
    check_form_of,
    refuse,
)
from config.request_limits.senders import signed_in_user
from config.serving.answers import Answer, next_piece, read_answer
from config.serving.environ import make_environ
from config.serving.stack_room import with_stack_room

# A few, since Python runs one at a time.
THREADS = 8

Result = TypeVar("Result")


def user_of(environ: Environ) -> str | None:
    """Return what `signed_in_user` does, from a connection that still works."""
    close_old_connections()
    return signed_in_user(environ)


class Bridge:
    """An RSGI application that answers with what a WSGI application does, behind the same door."""

    def __init__(self, application: Application) -> None:
        self.application, self.pace = application, Pace()
        # The page cache answers at once where it can; Django is asked in a thread.
        self.at_once = getattr(application, "at_once", lambda environ, start_response: None)
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self.strangers = Places(total=256, each=16)
        self.signed_in = Places(total=128, each=16)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        environ = make_environ(scope)
        body: IO[bytes] | None = None
        try:
            check_head(environ)
            if length := body_length(environ):
                check_charset(environ.get("CONTENT_TYPE", ""))
                body = environ["wsgi.input"] = await self.receive(environ, protocol, length)
            answer = self.kept(environ)
            if answer is None:
                answer = await self.in_thread(self.ask, environ)
        except RefusedRequestError as refusal:
            answer = self.refusal(refusal)
        try:
            await self.send(answer, protocol)
        finally:
            if body is not None:
                body.close()

    async def in_thread(self, call: Callable[..., Result], *args: Any) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self.threads, call, *args)

    async def receive(self, environ: Environ, protocol: Any, length: int) -> IO[bytes]:
        """Receive a body in a place for strangers, or for users where it is long or none is left.

        Raises `RefusedRequestError` (400, 408, 413, 429, 503).
        """
        places, sender = self.strangers, client_network(environ)
        if length > MAX_STRANGERS_BODY_BYTES or not places.has_room(sender):
            user = await self.in_thread(user_of, environ)
            if user is not None:
                places, sender = self.signed_in, user
            elif length > MAX_STRANGERS_BODY_BYTES:
                raise RefusedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        with places.taken_by(sender):
            return await receive(protocol, length, self.pace)

    def kept(self, environ: Environ) -> Answer | None:
        """Return a finished page, None where there is none."""
        head: list[Any] = []
        result = self.at_once(environ, lambda *given: head.extend(given))
        return None if result is None else read_answer(result, head)

    @with_stack_room
    def ask(self, environ: Environ) -> Answer:
        """Return the application's answer; raise `RefusedRequestError` (400)."""
        check_form_of(environ)
        head: list[Any] = []

        def start_response(status: str, headers: Any, exc_info: Any = None) -> None:
            head[:] = status, headers

        return read_answer(self.application(environ, start_response), head)

    def refusal(self, refusal: RefusedRequestError) -> Answer:
        head: list[Any] = []
        return read_answer(refuse(refusal.status, lambda *given: head.extend(given)), head)

    async def send(self, answer: Answer, protocol: Any) -> None:
        if answer.file is not None:
            path, part = answer.file
            protocol.response_file_range(answer.status, answer.headers, path, part.start, part.stop)
            return
        if answer.pieces is None:
            protocol.response_bytes(answer.status, answer.headers, answer.body)
            return
        stream = protocol.response_stream(answer.status, answer.headers)
        try:
            while piece := await self.in_thread(next_piece, answer.pieces):
                # Waits for no client: the server holds what a slow one has not taken.
                await stream.send_bytes(piece)
        except ProtocolClosed:
            pass  # It went away, or asked for the head alone.
        finally:
            answer.close()
