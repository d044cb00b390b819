"""Takes an answer of Django's apart and decides whether it may be kept."""

from collections.abc import Iterable
from dataclasses import dataclass

Headers = list[tuple[str, str]]

# A whole page is a few dozen kB; what is larger goes by too seldom to push out a hundred others.
MAX_BODY = 2 * 1024 * 1024
# Found, moved for good, and not found; the first line of defence against those who guess.
KEPT_STATUSES = ("200", "301", "404")
# Of one answer or one connection alone.
_NOT_KEPT = {"x-request-id", "content-length", "date", "connection", "age"}
_FORBIDDING = {"private", "no-store", "no-cache"}


def close(result: Iterable[bytes]) -> None:
    """End an answer, as a WSGI server does when it is sent."""
    if end := getattr(result, "close", None):
        end()


@dataclass(frozen=True)
class Answer:
    """An answer: status line, headers, and the body or what is still to come of it."""

    status: str
    headers: Headers
    body: bytes = b""
    rest: Iterable[bytes] | None = None

    @property
    def code(self) -> str:
        return self.status[:3]

    def may_be_kept(self) -> bool:
        """Tell whether everyone may get it again: no cookie, nothing private, no error."""
        if self.rest is not None or self.code not in KEPT_STATUSES or len(self.body) > MAX_BODY:
            return False
        values = self.values()
        varies = self.varies() or "cookie" in _directives(values.get("vary", ""))
        forbidden = _FORBIDDING & set(_directives(values.get("cache-control", "")))
        return "set-cookie" not in values and not varies and not forbidden

    def varies(self) -> bool:
        """Tell whether it depends on headers that are not in the key."""
        return bool({*_directives(self.values().get("vary", ""))} - {"accept-encoding", "cookie"})

    def is_private_for_all(self) -> bool:
        """Tell whether the next reader's answer can't be kept either; errors pass."""
        return self.code[0] in "23" and not self.may_be_kept()

    def drop(self) -> None:
        """Close what is still to come."""
        if self.rest is not None:
            close(self.rest)

    def values(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers}

    def kept_headers(self) -> Headers:
        return [(name, value) for name, value in self.headers if name.lower() not in _NOT_KEPT]


def _directives(value: str) -> list[str]:
    return [part.partition("=")[0].strip().lower() for part in value.split(",") if part.strip()]
