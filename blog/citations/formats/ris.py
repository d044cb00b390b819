"""Reads RIS, as Zotero, EndNote and most journals write it, as sources.

A line is a tag of two signs, two blanks, a hyphen and a value; `TY` begins an entry, `ER` ends it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blog.citations.formats.reading import MAX_ENTRIES, Reading, refuse_too_many
from blog.citations.people import person_of
from blog.citations.records import one_line

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?\Z")
_TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case",
    "CHAP": "chapter", "CLSWK": "classic", "COMP": "software", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset", "DBASE": "dataset",
    "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
    "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "legislation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
    "MULTI": "webpage", "MUSIC": "musical_score", "NEWS": "article-newspaper",
    "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "PREPRINT": "article", "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song",
    "STAND": "standard", "STAT": "legislation", "STD": "standard", "THES": "thesis",
    "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture",
    "WEB": "webpage",
}  # fmt: skip
_TEXTS = {
    "AB": "abstract", "AN": "archive_location", "C1": "note", "CN": "call-number",
    "CY": "publisher-place", "DB": "archive", "DO": "DOI", "DP": "archive", "ET": "edition",
    "IS": "issue", "J2": "container-title-short", "JA": "container-title-short",
    "LA": "language", "M3": "genre", "N1": "note", "N2": "abstract", "NV": "number-of-volumes",
    "PB": "publisher", "PP": "publisher-place", "ST": "title-short", "T3": "collection-title",
    "TI": "title", "T1": "title", "UR": "URL", "L2": "URL", "LK": "URL", "VL": "volume",
    "BT": "container-title", "CT": "title",
}  # fmt: skip
_PLACES_OF_PARTS = ("T2", "JO", "JF", "BT")
_NAMES = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator", "TA": "author"}
_DATES = {"DA": "issued", "Y1": "issued", "PY": "issued", "Y2": "accessed"}
# Files on the writer's machine, and what programs note for themselves.
_UNTOLD = frozenset(
    {"ID", "ER", "SP", "EP", "SN", "KW", "A2", "A3", "L1", "L3", "L4", "U1", "U2", "RN", "AV"}
)
_BOOKS = frozenset({"book", "periodical"})
_PARTS = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})


@dataclass
class _Entry:
    """The values of an entry by their tags, in order."""

    line: int
    tags: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *tags: str) -> str:
        return next((self.tags[tag][0] for tag in tags if self.tags.get(tag)), "")


def read_ris(text: str, *, most: int = MAX_ENTRIES) -> Reading:
    """Return the entries of a file as sources; raises `UnreadableSourcesError` for too many."""
    reading = Reading("RIS")
    lines = text.lstrip("\ufeff").splitlines()
    refuse_too_many(sum(line.startswith(("TY  -", "TY -")) for line in lines), most)
    entry: _Entry | None = None
    tag = ""
    for number, line in enumerate(lines, 1):
        match = _LINE.match(line.rstrip())
        if match is None:
            _continue_value(entry, tag, line, number, reading)
            continue
        tag, value = match[1], match[2] or ""
        if tag == "TY":
            _close(entry, reading, is_ended=False)
            entry = _Entry(number)
        if entry is None:
            reading.refuse(tag, number, _("It stands outside an entry."))
        elif tag == "ER":
            _close(entry, reading, is_ended=True)
            entry, tag = None, ""
        else:
            entry.tags.setdefault(tag, []).append(value.strip())
    _close(entry, reading, is_ended=False)
    return reading


def _continue_value(
    entry: _Entry | None, tag: str, line: str, number: int, reading: Reading
) -> None:
    """Take a line without a tag as more of the value above."""
    if not line.strip():
        return
    if entry is None or tag == "TY" or tag not in entry.tags:
        reading.refuse(line, number, _("It stands outside an entry."))
        return
    entry.tags[tag][-1] += f" {line.strip()}"


def _close(entry: _Entry | None, reading: Reading, *, is_ended: bool) -> None:
    if entry is None:
        return
    changes = [] if is_ended else [_("The entry does not end: “ER” is missing.")]
    item = _item(entry)
    known = {*_TEXTS, *_PLACES_OF_PARTS, *_NAMES, *_DATES, *_UNTOLD, "TY"}
    if left := sorted(entry.tags.keys() - known):
        changes.append(_("Not kept: %(names)s.") % {"names": ", ".join(left[:20])})
    key = entry.first("ID") or _made_key(item)
    reading.add(key, item, entry.line, changes)


def _item(entry: _Entry) -> dict[str, Any]:
    said = entry.first("TY").upper()
    kind = _TYPES.get(said, said)
    item: dict[str, Any] = {"type": kind}
    for tag, variable in _TEXTS.items():
        if value := entry.first(tag):
            item.setdefault(variable, value)
    if value := entry.first(*_PLACES_OF_PARTS):
        item["collection-title" if kind in _BOOKS else "container-title"] = value
    for tag, variable in _NAMES.items():
        if people := entry.tags.get(tag):
            item.setdefault(variable, []).extend(map(person_of, filter(None, people)))
    # Editors of the book that a part stands in, else of the series.
    for tag, variable in (("A2", "editor" if kind in _PARTS | _BOOKS else "container-author"),
                          ("A3", "collection-editor")):  # fmt: skip
        if people := entry.tags.get(tag):
            item.setdefault(variable, [*map(person_of, filter(None, people))])
    for tag, variable in _DATES.items():
        if value := entry.first(tag):
            item.setdefault(variable, _date(value))
    item |= _numbers(entry, kind)
    if keywords := entry.tags.get("KW"):
        item["keyword"] = ", ".join(keywords)
    return item


def _numbers(entry: _Entry, kind: str) -> dict[str, str]:
    pages = "-".join(filter(None, (entry.first("SP"), entry.first("EP"))))
    serial = "ISBN" if kind in _BOOKS | _PARTS or kind == "report" else "ISSN"
    return {name: value for name, value in (("page", pages), (serial, entry.first("SN"))) if value}


def _date(text: str) -> dict[str, Any]:
    """Return `2017/06/12/more` by its parts, or as it is written."""
    parts = [part.strip() for part in text.split("/")[:3]]
    numbers = [part for part in parts if re.fullmatch(r"\d{1,4}", part)]
    if parts and numbers[:1] == parts[:1]:
        return {"date-parts": [numbers]}
    return {"raw": one_line(text)}


def _made_key(item: dict[str, Any]) -> str:
    """Return a key of the first name and the year, for entries that have none."""
    person = (item.get("author") or item.get("editor") or [{}])[0]
    name = person.get("family") or person.get("literal") or item.get("title", "")
    year = (item.get("issued") or {}).get("date-parts", [[""]])[0][0]
    words = re.findall(r"\w+", name.lower())
    return f"{words[0] if words else 'source'}{year}"
