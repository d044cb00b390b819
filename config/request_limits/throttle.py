"""Counts failed tries at passwords, per account and per client, in a moving window."""

import hashlib
import logging
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

# One person's slips of the finger at one account: six tries, then a few minutes of rest.
PAIR = RateLimitItemPerMinute(6, 5, namespace="pair")
# One client at any accounts, for instance an office behind one address.
CLIENT = RateLimitItemPerMinute(30, 15, namespace="client")
# Any clients at one account: a botnet's guesses stay few, and its owner waits ten minutes at
# most, or not at all in a browser that they logged in with before.
ACCOUNT = RateLimitItemPerMinute(60, 10, namespace="account")
# Any clients at one account's second factor, or asked afresh: who gets there knows the password
# or has the session, and of a million codes three are right at a time.
FACTOR = RateLimitItemPerMinute(20, 60, namespace="factor-account")
# Each of these sends a mail; one that came is enough to go on with.
RESET_ACCOUNT = RateLimitItemPerMinute(3, 60, namespace="reset-account")
RESET_CLIENT = RateLimitItemPerMinute(12, 60, namespace="reset-client")

REDIS_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "wrap_exceptions": True}
# Seconds without asking a Redis that just failed: each try may take half a second.
PAUSE = 30.0

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """Who tries (a network, see config.request_limits.client_address) at which account or page."""

    account: str
    client: str

    def key(self, limit: RateLimitItem) -> list[str]:
        """Return what a limit counts by; names are hashed, so that none is stored or too long."""
        account = hashlib.sha256(normal_form(self.account).encode(errors="replace")).hexdigest()
        # The library takes two limits of one amount for equal, so they go by their names.
        match limit.namespace.rpartition("-")[2]:
            case "client":
                return [self.client]
            case "account":
                return [account]
        return [account, self.client]


def normal_form(account: str) -> str:
    """Return one spelling for all that the forms take for the same name or address.

    They strip it; Django then compares names by NFKC, and addresses by that and without case.
    """
    text = unicodedata.normalize("NFKC", account.strip()).casefold()
    return unicodedata.normalize("NFKC", text).strip()


class Throttle:
    """Limits kept in Redis, or in this process when there is none or it is down."""

    def __init__(self, address: str) -> None:
        self.own = MovingWindowRateLimiter(MemoryStorage())
        self.shared = (
            MovingWindowRateLimiter(storage_from_string(address, **REDIS_OPTIONS))
            if address
            else None
        )
        self.paused_until = 0.0

    def ask(self, question: Callable[[MovingWindowRateLimiter], Result]) -> Result:
        """Put a question to the shared limiter, or to our own when it doesn't answer."""
        if self.shared is not None and time.monotonic() >= self.paused_until:
            try:
                return question(self.shared)
            except StorageError as error:
                self.paused_until = time.monotonic() + PAUSE
                logger.warning("Throttling counts in this process: %s", error)
        return question(self.own)

    def wait(self, attempt: Attempt, limits: Sequence[RateLimitItem]) -> int:
        """Return the seconds until the attempt is allowed, 0 for now."""
        return max(
            self.ask(
                lambda limiter: [seconds_until_allowed(limiter, each, attempt) for each in limits]
            )
        )

    def count(self, attempt: Attempt, limits: Sequence[RateLimitItem]) -> None:
        self.ask(lambda limiter: [limiter.hit(each, *attempt.key(each)) for each in limits])

    def succeed(self, attempt: Attempt) -> None:
        """Forget the pair's failures."""
        self.ask(lambda limiter: limiter.clear(PAIR, *attempt.key(PAIR)))


def seconds_until_allowed(
    limiter: MovingWindowRateLimiter, limit: RateLimitItem, attempt: Attempt
) -> int:
    """Return the seconds, rounded up, until a limit lets the attempt through."""
    key = attempt.key(limit)
    if limiter.test(limit, *key):
        return 0
    return max(1, int(limiter.get_window_stats(limit, *key).reset_time - time.time()) + 1)


@cache
def throttle() -> Throttle:
    """Return this process's throttle."""
    return Throttle(settings.THROTTLE_URL)
