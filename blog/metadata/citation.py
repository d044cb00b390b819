"""Cites a post as BibTeX, and as CSL-JSON for Zotero, pandoc and their like.

BibTeX's fields and names are those of btxdoc (Oren Patashnik, 1988); CSL-JSON follows
csl-data.json of the Citation Style Language 1.0.2.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from urllib.parse import quote

from django.utils.text import slugify
from django.utils.timezone import localtime

from blog.models import BlogPostPage
from search.public.addresses import original_url

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SUFFIXES = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"}
# BibTeX counts braces even where a backslash stands before them, so they go by name.
SPECIALS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
}  # fmt: skip
_SPECIAL = re.compile("[{}]".format("".join(map(re.escape, SPECIALS))))
# What an address may hold as it is; braces would end BibTeX's field.
_IN_ADDRESS = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Person:
    """A name in the parts that reference managers sort by."""

    family: str
    given: str
    particle: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Citation:
    """What a reference says of a post; an author is a person, or a name that is never parted."""

    title: str
    authors: tuple[Person | str, ...]
    site_name: str
    published: date
    url: str
    language: str = ""
    changed: date | None = None
    is_retracted: bool = False
    doi: str = ""

    @property
    def key(self) -> str:
        """What the entry is called: author, year and the first word of weight, in ASCII.

        Of names in other scripts the site's stands for them, of titles a hash.
        """
        first = self.authors[0] if self.authors else self.site_name
        name = slugify(first.family if isinstance(first, Person) else first)
        name = (name or slugify(self.site_name) or "post").replace("-", "")
        words = slugify(self.title).split("-")
        word = next((word for word in words if len(word) > 3), words[0])
        return f"{name}{self.published.year}{word or _short_hash(self.title)}"

    @property
    def bibtex(self) -> str:
        """The post as an entry of BibTeX."""
        fields = {
            "author": " and ".join(map(_bibtex_name, self.authors)),
            # Braces keep a style from changing capitals.
            "title": f"{{{escape_bibtex(self.title)}}}",
            "howpublished": escape_bibtex(self.site_name),
            "year": f"{self.published.year:04}",
            "note": self._bibtex_note(),
            "doi": quote(self.doi, safe=_IN_ADDRESS),
            "url": quote(self.url, safe=_IN_ADDRESS),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        lines.insert(-1, f"  month = {MONTHS[self.published.month - 1]},")
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def csl_json(self) -> str:
        """The post as a list of one item of CSL-JSON."""
        published = self.published
        item = {
            "id": self.key,
            "type": "post-weblog",
            "title": self.title,
            "author": [_csl_name(author) for author in self.authors],
            "container-title": self.site_name,
            "issued": {"date-parts": [[published.year, published.month, published.day]]},
            "DOI": self.doi,
            "URL": self.url,
            "language": self.language,
            "version": self.changed.isoformat() if self.changed else "",
            "status": "retracted" if self.is_retracted else "",
        }
        lines = [f"  {_json(name)}: {_json(value)}" for name, value in item.items() if value]
        return "[{\n" + ",\n".join(lines) + "\n}]"

    def _bibtex_note(self) -> str:
        parts = [
            f"Version of {self.changed.isoformat()}" if self.changed else "",
            "Retracted" if self.is_retracted else "",
        ]
        return ". ".join(filter(None, parts))


def cite_post(post: BlogPostPage, site_name: str) -> Citation | None:
    """Return how a post is cited; None for one that has no address."""
    url = post.canonical_url or original_url(post)
    if not url:
        return None
    return Citation(
        title=_one_line(post.title),
        authors=tuple(_read_authors((author.name, author.is_team) for author in post.authors)),
        site_name=_one_line(site_name),
        published=localtime(post.display_date).date(),
        url=url,
        language=post.body_language,
        changed=localtime(post.changed_at).date() if post.changed_at else None,
        is_retracted=post.is_retracted,
        doi=post.doi,
    )


def read_name(name: str) -> Person | str:
    """Return a person's name in its parts; one that can't be parted as it is.

    The last word is the family name, with a particle (`van`, `de la`) before it and a suffix
    behind it.
    """
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
    if len(words) < 2 or "," in name or "and" in words:
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    given, particle, family = words[:start], words[start:-1], words[-1]
    return Person(family, " ".join(given), " ".join(particle), suffix)


def escape_bibtex(text: str) -> str:
    """Return a text whose signs mean nothing to BibTeX and LaTeX."""
    return _SPECIAL.sub(lambda sign: SPECIALS[sign[0]], text)


def _read_authors(names: Iterable[tuple[str, bool]]) -> Iterable[Person | str]:
    for name, is_team in names:
        name = _one_line(name)
        yield name if is_team else read_name(name)


def _bibtex_name(author: Person | str) -> str:
    if isinstance(author, str):
        return f"{{{escape_bibtex(author)}}}"
    family = f"{author.particle} {author.family}".strip()
    return escape_bibtex(", ".join(filter(None, [family, author.suffix, author.given])))


def _csl_name(author: Person | str) -> dict[str, str]:
    if isinstance(author, str):
        return {"literal": author}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: value for name, value in parts.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _short_hash(text: str) -> str:
    return blake2s(text.encode("utf-8", "replace"), digest_size=3).hexdigest()


def _one_line(text: str) -> str:
    return " ".join(text.split())
