"""Finds footnotes in HTML: words and a note far below them that link to each other."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag

from blog.importing.html.tree.page import Page, value

_HOLDERS = ["li", "p", "div", "dd", "aside"]
# A citation is a number or a sign, not words.
MAX_CITATION = 8
_NUMBER = re.compile(r"\s*[\[(]?\d{1,4}[\])]?[.:]?\s*")


def settle_footnotes(soup: BeautifulSoup, page: Page, given: Mapping[str, Tag]) -> dict[str, Tag]:
    """Label what cites a footnote, take the footnotes out of the tree and return them by label.

    `given` are footnotes that stand elsewhere, by the id that WordPress' editor gives them.
    """
    notes = dict(_given_notes(soup, page, given))
    places = {name: tag for tag in soup.find_all(True) for name in _names_of(tag)}
    order = {id(tag): place for place, tag in enumerate(soup.find_all(True))}
    cited: dict[int, str] = {}
    for link in soup.find_all("a", href=re.compile("#")):
        target = places.get(_fragment(link))
        if target is None or order[id(target)] <= order[id(link)]:
            continue
        note = _note_of(link, target, places)
        if note is not None:
            label = cited.setdefault(id(note), _new_label(link, notes))
            page.labels[id(_whole_citation(link))] = label
            notes[label] = note
    for label, note in notes.items():
        if note.parent is not None:
            _without_way_back(note, places, page, label)
    for note in notes.values():
        _take_out(note)
    return notes


def _given_notes(
    soup: BeautifulSoup, page: Page, given: Mapping[str, Tag]
) -> Iterator[tuple[str, Tag]]:
    labels: dict[str, str] = {}
    for citation in soup.find_all(attrs={"data-fn": True}):
        name = value(citation, "data-fn")
        if name in given:
            label = labels.setdefault(name, str(len(labels) + 1))
            page.labels[id(citation)] = label
            yield label, given[name]


def _note_of(link: Tag, target: Tag, places: Mapping[str, Tag]) -> Tag | None:
    """Return the note that a link leads to, if it leads back to the link."""
    if len(link.get_text().strip("[]() \n")) > MAX_CITATION:
        return None
    note = target if target.name in _HOLDERS else target.find_parent(_HOLDERS)
    # The number of a note may be a paragraph of its own.
    for _level in range(2):
        if note is None or link in note.descendants:
            return None
        if any(_leads_to(back, link, places) for back in note.find_all("a")):
            has_words = note.get_text().strip().strip("[]().:↩^ 0123456789")
            if has_words:
                return note
        note = note.find_parent(_HOLDERS)
    return None


def _leads_to(back: Tag, link: Tag, places: Mapping[str, Tag]) -> bool:
    place = places.get(_fragment(back))
    if place is None or back is link:
        return False
    near = [link, *list(link.parents)[:3]]
    return (
        any(place is tag for tag in near) or place.parent is link or place in link.previous_siblings
    )


def _without_way_back(note: Tag, places: Mapping[str, Tag], page: Page, label: str) -> None:
    """Take out of a note its number, and the signs that lead back to where it is cited."""
    for back in note.find_all("a"):
        place = places.get(_fragment(back))
        is_back = (
            place is not None
            and place not in note.descendants
            and any(
                page.labels.get(id(tag)) == label
                for tag in [
                    place,
                    *place.find_all(True),
                    *list(place.parents)[:3],
                    *place.next_siblings,
                ]
            )
        )
        if is_back and len(back.get_text().strip()) <= MAX_CITATION:
            _whole_citation(back).decompose()
    first = next((text for text in note.find_all(string=True) if text.strip()), None)
    if isinstance(first, NavigableString) and _NUMBER.fullmatch(first):
        first.extract()


def _whole_citation(link: Tag) -> Tag:
    """Return a link with the elements around it that hold nothing else."""
    whole = link
    while (
        whole.parent is not None
        and whole.parent.name in ("sup", "span")
        and whole.parent.get_text().strip("[]() \n") == link.get_text().strip("[]() \n")
    ):
        whole = whole.parent
    return whole


def _take_out(note: Tag) -> None:
    """Take a note out of its tree, with the list or section that is empty without it."""
    parent, rule = note.parent, note.find_previous_sibling(True)
    note.extract()
    while parent is not None and parent.name in ("ol", "ul", "section", "footer", "div"):
        if parent.get_text().strip() or parent.find(["img", "pre", "table"]):
            return
        emptied, parent = parent, parent.parent
        rule = emptied.find_previous_sibling(True)
        emptied.extract()
    # It parted the notes from the text.
    if rule is not None and rule.name == "hr" and not rule.find_next_sibling(True):
        rule.extract()


def _new_label(link: Tag, notes: Mapping[str, Tag]) -> str:
    text = link.get_text().strip("[]() \n")
    if re.fullmatch(r"\d{1,4}", text) and text not in notes:
        return text
    return next(str(n) for n in range(1, len(notes) + 2) if str(n) not in notes)


def _names_of(tag: Tag) -> list[str]:
    return [name for name in (value(tag, "id"), value(tag, "name")) if name]


def _fragment(link: Tag) -> str:
    return unquote(value(link, "href").partition("#")[2])
