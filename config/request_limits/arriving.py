"""Receives bodies without a thread that waits for them, and gives up on those that are slow."""

import asyncio
import tempfile
from collections.abc import AsyncIterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO

from config.request_limits.limits import RefusedRequestError

IN_MEMORY_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Pace:
    """How slow a body may be, in seconds; a line of 64 kbit/s is fast enough."""

    grace: float = 10.0
    bytes_per_second: float = 8_000.0
    silence: float = 15.0
    total: float = 600.0

    def deadline(self, started: float, last: float, received: int) -> float:
        """Return when the next bytes must be there, on the clock of `started` and `last`."""
        return min(
            started + self.grace + received / self.bytes_per_second,
            started + self.total,
            last + self.silence,
        )


async def receive(pieces: AsyncIterable[bytes], length: int, pace: Pace) -> IO[bytes]:
    """Return a file with the body of this length.

    Raises `RefusedRequestError`: 408 when it is too slow, 400 when it ends early.
    """
    clock = asyncio.get_running_loop().time
    started = last = clock()
    received = 0
    iterator = aiter(pieces)
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  (closed later)
    try:
        while received < length:
            async with asyncio.timeout_at(pace.deadline(started, last, received)):
                piece = await anext(iterator)
            body.write(piece)
            received, last = received + len(piece), clock()
    except TimeoutError as error:
        body.close()
        raise RefusedRequestError(HTTPStatus.REQUEST_TIMEOUT) from error
    # The server has errors of its own for a client that went away.
    except (StopAsyncIteration, OSError, RuntimeError) as error:
        body.close()
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST) from error
    body.seek(0)
    return body
