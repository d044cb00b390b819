"""Compares what a reader has of an archive with what the old site gave, kind by kind."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup

from tests.workbench.bench.exchange import counting, links
from tests.workbench.bench.exchange.archives import Archive, Counts, Expected

# A remark names a miss of these kinds: by its subject, or by a word in what it says.
NAMING = {
    "words": re.compile(r"MARKUP|LEFT_OUT|PROBLEM|as typed"),
    "code lines": re.compile(r"MARKUP|PROBLEM|as typed|listing|code"),
    "headings": re.compile(r"MARKUP|as typed|heading"),
    "table rows": re.compile(r"MARKUP|as typed|table"),
    "formulas": re.compile(r"MARKUP|PROBLEM|formula"),
    "links": re.compile(r"MARKUP|ADDRESS|PROBLEM|as typed|link|address|anchor"),
    "notes": re.compile(r"MARKUP|PROBLEM|as typed|shown as text|note"),
    "pictures": re.compile(r"PICTURE|image|picture|cover"),
    "remote pictures": re.compile(r"PICTURE|image|picture|cover"),
    "dates": re.compile(r"DATE|date"),
    "addresses": re.compile(r"ADDRESS|address"),
    "published": re.compile(r"DRAFT|PROBLEM|draft"),
    "hidden": re.compile(r"DRAFT|draft"),
}


# Of these each remark names one; one about markup names all that the file lost by it.
ONE_EACH = {"links", "pictures", "remote pictures", "addresses"}
MANY = 1_000_000


@dataclass(frozen=True)
class Miss:
    """What a file lost of some kind, and whether the import's report says so."""

    path: str
    what: str
    is_named: bool


@dataclass
class Tally:
    """Of one kind: how much the old site gave, and what of it is missing."""

    expected: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.misses) / self.expected if self.expected else 1.0

    @property
    def named(self) -> int:
        return sum(miss.is_named for miss in self.misses)


def compare(archive: Archive, read: dict[str, Any]) -> dict[str, Tally]:
    """Return a tally of each kind; `read` is what the child wrote."""
    tallies: dict[str, Tally] = {kind: Tally() for kind in NAMING}
    remarks: dict[str, list[str]] = defaultdict(list)
    for remark in read["remarks"]:
        remarks[remark["path"]].append(f"{remark['subject']} {remark['what']}")
    for path, expected in archive.posts.items():
        post = read["posts"].get(path, {"is_public": False})
        for kind, wanted, missing in _losses(expected, post, read):
            _add(tallies[kind], path, wanted, missing, _named(kind, remarks[path]))
    return tallies


def _losses(
    expected: Expected, post: dict[str, Any], read: dict[str, Any]
) -> list[tuple[str, int, Counter[str]]]:
    """Return each kind with how many are expected of a post, and what of them is missing."""
    if expected.hidden:
        shown = Counter([f"{expected.hidden}, yet public"] if post["is_public"] else [])
        return [("hidden", 1, shown)]
    counts = counts_of(post) if post["is_public"] else {}
    losses = [
        (kind, wanted.total(), _missing(wanted, counts.get(kind, Counter())))
        for kind, wanted in expected.counts.items()
    ]
    if expected.date:
        is_right = post.get("date") == expected.date
        told = f"{expected.date}, shown as {post.get('date')}"
        losses.append(("dates", 1, Counter([] if is_right else [told])))
    lost = [path for path in expected.addresses if read["addresses"].get(path) != expected.path]
    is_held = post.get("is_withheld", True)
    losses.append(("published", 1, Counter(["withheld"] if is_held else [])))
    losses.append(("addresses", len(expected.addresses), Counter(lost)))
    return losses


def _missing(wanted: Counter[str], found: Counter[str]) -> Counter[str]:
    """Return what is missing; a picture without an alternative text may have gained one."""
    missing = wanted - found
    missing[""] -= (found - wanted).total()
    return +missing


def counts_of(post: dict[str, Any]) -> Counts:
    """Count what a reader has of one of our posts."""
    pictures = post["pictures"]
    places = {name.partition("#")[0]: place for name, place in post["links"].items()}
    counts = counting.count(
        post["html"],
        link=links.link_judge(
            lambda address: tuple(places.get(address) or ()) or None, set(post["ids"])
        ),
        picture=links.picture_judge(
            lambda address: ("file", "") if pictures.get(address) else None
        ),
        formulas=[tex for tex, error in post["formulas"] if not error],
    )
    # A link that held nothing but a picture has no text of its own.
    shown = list(counts.get("links", Counter()).elements())
    counts["links"] = Counter(shown) + Counter(re.sub("“.+”$", "“”", key) for key in shown)
    # A remote picture is kept as a link to it: as a picture, our policy blocks it.
    # Each link counts: two badges may lead to one address.
    hrefs = [each["href"] for each in BeautifulSoup(post["html"], "html.parser").select("a[href]")]
    to_web = [address for address, place in post["links"].items() if place is None]
    counts[counting.REMOTE] = Counter(
        links.normal_web(address)
        for address in to_web
        for _time in range(max(1, hrefs.count(address)))
    )
    # In text beside which a formula is set, the old site may have counted its words.
    counts["words"].update(
        counting.words(" ".join(tex for tex, _error in post["formulas"])).split()
    )
    return counts


def _add(tally: Tally, path: str, wanted: int, missing: Counter[str], named: int) -> None:
    """Add one post's losses, of which the report names so many."""
    tally.expected += wanted
    for place, key in enumerate(missing.elements()):
        tally.misses.append(Miss(path, key, is_named=place < named))


def _named(kind: str, remarks: list[str]) -> int:
    """Return how many misses of a kind the remarks on one file name."""
    found = sum(bool(NAMING[kind].search(remark)) for remark in remarks)
    return found if kind in ONE_EACH else found * MANY
