"""Asks a site for all its addresses, keeps what it answers, and compares that with another's."""

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import urllib3

from tests.workbench.moving_up.addresses import ELSEWHERE, STARTS, links

READERS = 6
# What a large site has most of.
MANY = re.compile(r"/post-[0-9]+/|[?&]page=")
AT_ONCE = 500
# The one name that all sites go by: only the scheme changes, on the last road.
HOST = "127.0.0.1"
BASE = f"http://{HOST}"


class Answer(NamedTuple):
    """What stood at an address, with the names that a road changes made the same."""

    status: int
    kind: str
    location: str
    body: bytes


class Reader:
    """Asks one server, over several connections; `store` is where its pictures lie."""

    def __init__(self, url: str, store: str = "", certificate: str = "") -> None:
        parts = urlsplit(url)
        common = {"maxsize": READERS, "block": True, "headers": {"Host": HOST}, "timeout": 60}
        if parts.scheme == "https":
            # The certificate is one of a test, for another name.
            self._pool = urllib3.HTTPSConnectionPool(
                HOST, parts.port, ca_certs=certificate, assert_hostname=False, **common
            )
        else:
            self._pool = urllib3.HTTPConnectionPool(HOST, parts.port, **common)
        self._store, self._pictures = store, urllib3.PoolManager(maxsize=READERS)

    def ask(self, address: str) -> Answer:
        """Return what stands at an address; what lies in the store is fetched from there."""
        reply = self._pool.request("GET", address, redirect=False, retries=2)
        location = reply.headers.get("Location", "")
        if self._store and location.startswith(self._store):
            reply, location = self._pictures.request("GET", location, retries=2), ""
        kind = reply.headers.get("Content-Type", "")
        return Answer(reply.status, kind, self._named(location), self._body(kind, reply.data))

    def _body(self, kind: str, body: bytes) -> bytes:
        if not kind.startswith(("text/", "application/")) or kind.startswith("application/pdf"):
            return body
        try:
            return self._named(body.decode()).encode()
        except UnicodeDecodeError:
            return body

    def _named(self, text: str) -> str:
        text = text.replace(f"https://{HOST}", BASE)
        if self._store:
            text = text.replace(f"{self._store}/", "/media/")
        return text.replace(f"{BASE}/media/", "/media/")


class Kept:
    """The answers of one site in a file, by the number of the server and the address."""

    servers = 1

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        self._rows.execute(
            "CREATE TABLE answers (server, address, status, kind, location, body,"
            " PRIMARY KEY (server, address))"
        )

    def add(self, server: int, address: str, answer: Answer) -> None:
        row = (server, address, *answer[:3], zlib.compress(answer.body, 1))
        self._rows.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    def commit(self) -> None:
        self._rows.commit()

    def get(self, server: int, address: str) -> Answer:
        query = "SELECT status, kind, location, body FROM answers WHERE server = ? AND address = ?"
        *head, body = self._rows.execute(query, (server, address)).fetchone()
        return Answer(*head, zlib.decompress(body))

    def addresses(self, where: str = "TRUE") -> list[str]:
        query = f"SELECT address FROM answers WHERE server = 0 AND {where} ORDER BY address"
        return [address for (address,) in self._rows.execute(query)]


def read(readers: Sequence[Reader], addresses: Iterable[str], kept: Kept) -> None:
    """Ask each reader's server for each address."""
    with ThreadPoolExecutor(READERS) as threads:
        wanted = ((server, address) for address in addresses for server in range(len(readers)))
        for batch in _batches(wanted):
            answers = threads.map(lambda each: readers[each[0]].ask(each[1]), batch)
            for (server, address), answer in zip(batch, answers, strict=True):
                kept.add(server, address, answer)
            kept.commit()


def discover(
    reader: Reader, searches: Iterable[str], kept: Kept, many: re.Pattern[str], every: int
) -> None:
    """Follow all links of a site, from its sitemap on, and keep what stands there.

    Of addresses that `many` finds, one in `every`.
    """
    known = dict.fromkeys((*STARTS, *searches))
    fresh = list(known)
    while fresh:
        read([reader], fresh, kept)
        found: dict[str, None] = {}
        for address in fresh:
            answer = kept.get(0, address)
            if answer.status == 200:
                found |= dict.fromkeys(links(answer.kind, answer.body, address, BASE))
            elif answer.location:
                found |= dict.fromkeys([answer.location.removeprefix(BASE)])
        fresh = [
            each
            for each in found
            if each not in known
            and each.startswith("/")
            and not each.startswith(ELSEWHERE)
            and (not many.search(each) or zlib.crc32(each.encode()) % every == 0)
        ]
        known |= dict.fromkeys(fresh)


def differences(before: Kept, after: Kept) -> Iterator[str]:
    """Yield a line for each address that some server answers otherwise than before."""
    for address in before.addresses():
        old = _comparable(address, before.get(0, address))
        for server in range(after.servers):
            new = _comparable(address, after.get(server, address))
            if old != new:
                yield f"{address} ({_what_differs(old, new)})"


def _comparable(address: str, answer: Answer) -> Answer:
    """Return an answer as it is compared; of a search, which engines rank, what was found."""
    if answer.status != 200 or not address.startswith("/search/?format=json"):
        return answer
    return answer._replace(body=json.dumps(_found(json.loads(answer.body))).encode())


def _found(results: dict[str, Any]) -> list[Any]:
    """Return the hits of a search as a set, with their number.

    Where pages with some of its words are found too, the best hit alone: of those, each engine
    has as many ranked as its own order needs.
    """
    urls = [hit["url"] for hit in results["hits"]]
    query = results["query"]
    if len(query["words"]) > 1 and not query["phrases"]:
        return urls[:1]
    return [results["total"], [] if results["has_more"] else sorted(set(urls))]


def _what_differs(old: Answer, new: Answer) -> str:
    if old[:3] != new[:3]:
        return f"{old[:3]} → {new[:3]}"
    at = next(
        (n for n, pair in enumerate(zip(old.body, new.body, strict=False)) if pair[0] != pair[1]),
        min(len(old.body), len(new.body)),
    )
    shown = (
        body[max(0, at - 60) : at + 60].decode(errors="replace") for body in (old.body, new.body)
    )
    return " → ".join(map(repr, shown))


def _batches(items: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    rest = iter(items)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
