"""Readers who go on reading while servers come and go, and what they met."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

# Between two pages of one reader: some 25 a second from each.
PAUSE = 0.04
PATIENCE = 30


@dataclass
class Met:
    """What readers met: how many answers, and the moment and kind of each that was none."""

    answers: int = 0
    failures: list[tuple[float, str]] = field(default_factory=list)
    longest: float = 0.0

    def failed_since(self, moment: float) -> int:
        return sum(when >= moment for when, _what in self.failures)


@contextmanager
def reading(addresses: Sequence[str], readers: int = 3) -> Iterator[Met]:
    """Have some read these addresses at random, each with a connection of their own."""
    met, is_over = Met(), threading.Event()
    threads = [
        threading.Thread(target=_read, args=(addresses, met, is_over), daemon=True)
        for _reader in range(readers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield met
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _read(addresses: Sequence[str], met: Met, is_over: threading.Event) -> None:
    session = requests.Session()
    while not is_over.wait(PAUSE):
        address = random.choice(addresses)
        began = time.time()
        try:
            status = session.get(address, timeout=PATIENCE).status_code
        except requests.RequestException as error:
            status = type(error).__name__
        met.longest = max(met.longest, time.time() - began)
        if status == 200:
            met.answers += 1
        else:
            met.failures.append((began, f"{address}: {status}"))


def seconds_until(text: str, address: str, since: float, patience: float = 10) -> float | None:
    """Return after how many seconds a page held a text, or None if it never did."""
    while time.time() - since < patience:
        try:
            if text in requests.get(address, timeout=PATIENCE).text:
                return time.time() - since
        except requests.RequestException:
            pass
        time.sleep(0.01)
    return None
