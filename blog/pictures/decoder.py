"""Runs the process that decodes pictures: one for each, or one for all within a block."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from threading import Lock

from blog.pictures.orders import Order, read_answer, write_order

# One at a time in each web worker, so that memory is bounded; the next waits for a second or two.
TURN = Lock()
ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-E", "-s", "-m", "blog.pictures.decoding_process")


class _Decoder:
    """A decoding process that is started when it is needed, and again when it is gone."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None

    def verdict(self, order: Order) -> bytes:
        """Return what the process says of a picture; nothing where it was ended, or crashed."""
        self._process = process = self._process or self._start()
        try:
            write_order(process.stdin, order)
            answer = read_answer(process.stdout)
        except OSError:
            answer = b""
        if not answer and process.poll() is not None:
            self.close()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        """Start it; nothing of this process's environment reaches it."""
        return self._running.enter_context(
            subprocess.Popen(
                COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env={}
            )
        )

    def close(self) -> None:
        """Have the process end: it has no more orders."""
        self._process = None
        with suppress(OSError):  # an order that it did not take is still in the pipe
            self._running.close()


_kept: ContextVar[_Decoder | None] = ContextVar("kept_decoder", default=None)


@contextmanager
def one_decoder() -> Iterator[None]:
    """Have one process look at all pictures within; starting it costs more than most of them.

    Measured: 59 → 18 ms of the processor a picture.
    """
    decoder = _Decoder()
    token = _kept.set(decoder)
    try:
        yield
    finally:
        _kept.reset(token)
        decoder.close()


def verdict_on(order: Order) -> bytes:
    """Return what a decoding process says of a picture; nothing where it was ended, or crashed."""
    with TURN:
        if decoder := _kept.get():
            return decoder.verdict(order)
        with one_decoder():
            return _kept.get().verdict(order)
