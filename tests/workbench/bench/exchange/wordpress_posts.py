"""Writes the posts of an old WordPress site, of all kinds that its editors make."""

from pathlib import Path
from typing import Any

from tests.workbench.bench.exchange.archives import day_of

Given = dict[str, Any]

UPLOADS = "https://old.example/wp-content/uploads/2020/01"
_BETWEEN = "\n=====\n"


def _texts(name: str) -> list[str]:
    """Return the texts of a file; each shows one kind of thing."""
    text = Path(__file__).with_name(name).read_text().rstrip("\n")
    return text.replace("UPLOADS", UPLOADS).split(_BETWEEN)


BLOCKS = _texts("wordpress_blocks.html")
# The classic editor's, whose paragraphs are made when it is shown.
CLASSIC = _texts("wordpress_classic.html")
STATES: dict[int, Given] = {
    24: {"post_status": "draft"},
    25: {"post_status": "private"},
    26: {"post_status": "publish", "post_password": "secret"},
    27: {"post_status": "pending"},
    28: {"post_status": "future", "post_date": "2031-05-06 07:08:09"},
    29: {"post_status": "trash"},
}
HIDDEN = {24: "draft", 25: "private", 26: "password", 27: "pending", 28: "future", 29: "trash"}
COUNT = 30
FILES = {
    "a.png": {"alt": "A curve", "caption": ""},
    "b.png": {"alt": "Bars", "caption": "Bars, said"},
    "c.png": {"alt": "Dots", "caption": ""},
}


def post(number: int) -> Given:
    """Return a post as `wp_insert_post` takes it; every third is the classic editor's."""
    pool = CLASSIC if number % 3 == 2 else BLOCKS
    parts = [pool[(number + step) % len(pool)] for step in range(4)]
    parts.append(_link(number, is_classic=pool is CLASSIC))
    given: Given = {
        "post_title": f"Entry {number} & what “we” learned",
        "post_name": f"entry-{number}",
        "post_date": f"{day_of(number)} 00:30:00",
        "post_status": "publish",
        "post_type": "page" if number % 11 == 10 else "post",
        "post_content": "\n\n".join(parts).replace("NUMBER", str(number)),
        "post_excerpt": f"In short, {number}." if number % 2 else "",
        "tags": ["C++", "Machine learning"][: number % 3],
        "categories": ["Notes"] if number % 2 else [],
        "meta": _metas(number),
        "comments": ["Well said."] if number % 4 == 0 else [],
    }
    return given | STATES.get(number, {})


def _metas(number: int) -> dict[str, str]:
    metas = {}
    if number % 5 == 1:
        metas["_thumbnail_id"] = "FILE:b.png"
    if number % 6 == 1:
        metas["_wp_old_slug"] = f"former-{number}"
    return metas


def _link(number: int, *, is_classic: bool) -> str:
    """Return a link to an earlier post of the same site, by its address or its number."""
    before = f"LINK:{number - 1}" if number % 4 else f"https://old.example/?p=POST:{number - 1}"
    address = before if number else "https://example.org/first"
    link = f'See <a href="{address}">the one before {number}</a>.'
    return link if is_classic else f"<!-- wp:paragraph --><p>{link}</p><!-- /wp:paragraph -->"
