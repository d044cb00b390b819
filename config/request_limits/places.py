"""Bounds how many bodies may be on their way at once, from one sender and in all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from config.request_limits.limits import RefusedRequestError


class Places:
    """A number of places, of which each sender may hold a few, so that others find one.

    For one thread, that of the event loop.
    """

    def __init__(self, *, total: int, each: int) -> None:
        self.total, self.each = total, each
        self.held: Counter[str] = Counter()

    def has_room(self, sender: str) -> bool:
        return self.held[sender] < self.each and self.held.total() < self.total

    @contextmanager
    def taken_by(self, sender: str) -> Iterator[None]:
        """Hold a place; raise `RefusedRequestError`: 429 for too many of the sender's, else 503."""
        if self.held[sender] >= self.each:
            raise RefusedRequestError(HTTPStatus.TOO_MANY_REQUESTS)
        if not self.has_room(sender):
            raise RefusedRequestError(HTTPStatus.SERVICE_UNAVAILABLE)
        self.held[sender] += 1
        try:
            yield
        finally:
            self.held[sender] -= 1
            self.held += Counter()  # forgets who holds none
