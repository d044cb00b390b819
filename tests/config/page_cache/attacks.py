"""Every hostile request, by family, with the address that somebody else asks for afterwards."""

from dataclasses import dataclass
from itertools import cycle

from tests.config.page_cache.asking import environ
from tests.config.page_cache.hostile_addresses import PAGE_QUERIES, PATHS, QUERIES
from tests.config.page_cache.hostile_heads import FAT, HEADERS, METHODS, SERVER_VARIABLES

# Words of letters alone, which a page not found would show and look up.
CANARY = "kanarienvogel"

HOME, LIST, SECOND, POST = "/", "/blog/", "/blog/?page=2", "/blog/drift/"
MISSING, UNSLASHED = "/nowhere/", "/blog/drift"
NEIGHBOURS = [HOME, LIST, SECOND, POST, MISSING, UNSLASHED, "/blog/feed.xml", "/robots.txt"]


@dataclass(frozen=True)
class Attack:
    """What an attacker sends to `target`, and what a victim asks for afterwards."""

    family: str
    target: str
    victim: str
    parts: dict

    def request(self, headers=()):
        """Make the request; `headers` are what a proxy adds, unless the attacker gets past it."""
        return environ(headers=headers) | environ(self.target, **self.parts)


def attacks():
    """Yield all of them."""
    yield from head_attacks()
    yield from method_attacks()
    yield from address_attacks()


def head_attacks():
    targets = cycle([SECOND, POST, HOME, MISSING, UNSLASHED, LIST])
    for family, pairs in HEADERS.items():
        for name, value in pairs:
            # The charset of a type decides how Django reads the query.
            target = SECOND if name == "Content-Type" else next(targets)
            yield attack(family, target, headers=[(filled(name), filled(value))])
    for name in ("Cookie", "Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Content-Type"):
        pair = [(name, "example.org"), (name, filled("{0}=1"))]
        yield attack("twice", SECOND, headers=pair)
        yield attack("twice", POST, headers=pair[::-1])
    for changes in SERVER_VARIABLES:
        changes = {name: filled(value) for name, value in changes.items()}
        yield attack("server", POST, **changes)


def method_attacks():
    for method in METHODS:
        yield attack("method", next_target(method), method=method)
    for kind, body in FAT:
        for method in ("GET", "HEAD"):
            headers = [("Content-Type", kind)] if kind else []
            yield attack("fat", SECOND, method=method, headers=headers, body=filled(body).encode())


def address_attacks():
    targets = cycle([LIST, POST, HOME, MISSING, UNSLASHED])
    for query in QUERIES:
        target = next(targets)
        yield attack("query", f"{target}?{filled(query)}", victim=target)
    for query in PAGE_QUERIES:
        # One of these may be found, so two readers look at what came of it.
        yield attack("page", f"{LIST}?{filled(query)}", victim=LIST)
        yield attack("page", f"{LIST}?{filled(query)}", victim=SECOND)
    for path, victim in zip(PATHS, cycle(NEIGHBOURS), strict=False):
        yield attack("path", filled(path), victim=victim)


def attack(family, target, victim="", **parts):
    return Attack(family, target, victim or target, parts)


def filled(text):
    return text.replace("{0}", CANARY)


def next_target(method):
    return (SECOND, POST, HOME, UNSLASHED)[len(method) % 4]
