"""Holds what a social card says, and the hash that tells one from another."""

from dataclasses import astuple, dataclass
from hashlib import blake2s
from typing import Self

from blog.social_cards.lettering import legible

# Raised with every change of ours that shows on a card.
VERSION = 1
MAX_AUTHORS = 4


@dataclass(frozen=True)
class Card:
    """The words on a card; empty where there are none, or our fonts have no glyphs for them.

    `accent` is a colour as `#rrggbb`, or empty for ours.
    """

    title: str
    authors: str
    tag: str
    site_name: str
    accent: str = ""

    @classmethod
    def saying(
        cls, *, title: str, authors: list[str], tag: str, site_name: str, accent: str = ""
    ) -> Self:
        """Return the card that says these words, as far as they can be set."""
        names = [legible(name) for name in authors[:MAX_AUTHORS]]
        return cls(
            title=legible(title),
            authors=", ".join(names) if all(names) else "",
            tag=legible(tag),
            site_name=legible(site_name),
            accent=accent,
        )

    @property
    def digest(self) -> str:
        """A hash of all that is to be seen on the card."""
        words = "\0".join([str(VERSION), *astuple(self)]).removesuffix("\0")
        return blake2s(words.encode(), digest_size=16).hexdigest()
