"""Names sources and those who made them, and sorts them as lists do."""

from collections.abc import Mapping, Sequence
from typing import Any

from blog.citations.formats.bibtex_names import OTHERS
from blog.citations.records import plain_text
from blog.citations.summary import family_name, year_of
from blog.html.addresses import web_address
from search.analysis.text import fold

Item = Mapping[str, Any]
# Who stands for the author where there is none.
_ROLES = ("author", "editor", "translator", "container-author")


def people_of(item: Item) -> list[Mapping[str, str]]:
    """Return who made a source; nobody for a page without a name."""
    return next((item[role] for role in _ROLES if item.get(role)), [])


def authors_text(item: Item, *, and_: str, et_al: str) -> str:
    """Return who made a source as words of a text, `Guo et al.`; its title for nobody."""
    names = [family_name(person) for person in people_of(item)]
    if len(names) > 2 or leaves_out_others(item):
        return f"{names[0]} {et_al}"
    return f" {and_} ".join(names) or plain_text(item.get("title", "")) or str(item["id"])


def leaves_out_others(item: Item) -> bool:
    """Tell whether a list of authors ends as BibTeX's do that are too long, `and others`."""
    people = people_of(item)
    return len(people) > 1 and people[-1].get("literal") == OTHERS


def sorting_key(item: Item, *, sorts_particles: bool) -> tuple[Any, ...]:
    """Return what a list is sorted by: names as lists write them, the year, the title."""
    names = [_sorted_name(person, sorts_particles) for person in people_of(item)]
    title = fold(plain_text(item.get("title", "")))
    return (names or [(title, "")], year_of(item) or 0, title, str(item["id"]))


def full_name(person: Mapping[str, str]) -> str:
    """Return a person's name as it is spoken, or an organisation's."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return person.get("literal") or _joined(person, parts)


def address_of(item: Item) -> str:
    """Return where a source is read; empty where that is not known."""
    doi = item.get("DOI")
    return f"https://doi.org/{doi}" if doi else web_address(item.get("URL"))


def letters(place: int) -> str:
    """Return the letter of a place from 0: a to z, then aa."""
    found = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        found = chr(ord("a") + rest) + found
        place -= 1
    return found


def _sorted_name(person: Mapping[str, str], sorts_particles: bool) -> tuple[str, str]:
    if literal := person.get("literal"):
        return fold(literal), ""
    before: Sequence[str] = ("non-dropping-particle",) if sorts_particles else ()
    return (
        fold(_joined(person, (*before, "family"))),
        fold(_joined(person, ("given", "dropping-particle", "suffix"))),
    )


def _joined(person: Mapping[str, str], parts: Sequence[str]) -> str:
    return " ".join(person[part] for part in parts if person.get(part))
