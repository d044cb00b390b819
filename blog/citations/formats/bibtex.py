"""Reads BibTeX and biblatex as sources."""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from blog.citations.formats import bibtex_mapping as mapping
from blog.citations.formats.bibtex_file import MONTHS, RawEntry, read_entries
from blog.citations.formats.bibtex_names import read_names
from blog.citations.formats.latex_text import latex_text
from blog.citations.formats.reading import MAX_ENTRIES, Reading
from blog.citations.variables import DATES, NAMES, TEXTS

# How variables of CSL are written that have no field of their own; see `bibtex_writing`.
OWN = "csl-"
_ESCAPED = re.compile(r"\\([_%&#$~{}])|[{}]|\\url\b|\\path\b")
_ARXIV = re.compile(r"arxiv\s*:\s*([\w./-]{5,30})", re.IGNORECASE)
_TITLES = frozenset({"title", "container-title", "collection-title", "title-short", "event-title"})
_JOURNALS = ("journaltitle", "journal")
_CONTAINERS = (*_JOURNALS, "booktitle")
_MONTH = re.compile(r"([a-z]{3})[a-z]*\.?|(\d{1,2})", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}")
ARXIV_ADDRESS = "https://arxiv.org/abs/"


def read_bibtex(text: str, *, most: int = MAX_ENTRIES) -> Reading:
    """Return the entries of a file as sources; raises `UnreadableSourcesError` for too many."""
    reading = Reading("BibTeX")
    for raw in read_entries(text, reading, most):
        item = read_item(raw)
        reading.add(raw.key, item, raw.line, raw.changes)
    return reading


def read_item(raw: RawEntry) -> dict[str, Any]:
    """Return an entry as an item of CSL; name in its `changes` what has no place there."""
    return _ItemReader(raw).read()


class _ItemReader:
    """Turns one entry's fields into the variables of CSL."""

    def __init__(self, raw: RawEntry) -> None:
        self._raw = raw
        self._fields = raw.fields
        self._item: dict[str, Any] = {}
        self._unknown: set[str] = set()

    def read(self) -> dict[str, Any]:
        self._item["type"] = self._type()
        self._set("title", self._joined("title", "subtitle", "titleaddon"))
        # A whole has it for its parts alone.
        if self._item["type"] != "book":
            self._set("container-title", self._joined("booktitle", "booksubtitle"))
        # Of a preprint it names the archive.
        if self._item["type"] != "article":
            journal = next((name for name in _JOURNALS if name in self._fields), "")
            self._set("container-title", self._joined(journal, "journalsubtitle"))
        self._read_by_tables()
        self._read_numbers()
        self._read_eprint()
        self._read_makers()
        self._set("genre", mapping.GENRES.get(self._raw.type, ""))
        self._read_issued()
        self._read_own()
        self._tell()
        return self._item

    def _type(self) -> str:
        fields, kind = self._fields, self._raw.type
        if own := fields.get(f"{OWN}type"):
            return own
        if kind == "article" and fields.get("entrysubtype") in mapping.SUBTYPES:
            return mapping.SUBTYPES[fields["entrysubtype"]]
        if self._eprint_kind() == "arxiv" and (
            kind == "misc" or _ARXIV.search(fields.get("journal", ""))
        ):
            return "article"
        if kind == "misc":
            web = fields.get("url") or "http" in fields.get("howpublished", "")
            return "webpage" if web and not fields.get("publisher") else "document"
        if kind not in mapping.CSL_TYPES:
            self._raw.changes.append(_("“@%(type)s” is no known type.") % {"type": kind[:40]})
        return mapping.CSL_TYPES.get(kind, "document")

    def _set(self, name: str, value: Any) -> None:
        if value and name not in self._item:
            self._item[name] = value

    def _text(self, field: str, variable: str = "") -> str:
        """Return a field as a record's text; empty where there is none."""
        latex = self._fields.get(field, "")
        if field in mapping.VERBATIM:
            return _ESCAPED.sub(lambda match: match[1] or "", latex).strip()
        text, unknown = latex_text(latex, is_title=variable in _TITLES)
        self._unknown |= unknown
        return " ".join(text.split())

    def _joined(self, field: str, sub: str, addon: str = "") -> str:
        parts = [self._text(each, "title") for each in (field, sub) if each in self._fields]
        text = ": ".join(filter(None, parts))
        more = self._text(addon, "title") if addon else ""
        return f"{text}. {more}" if more and text else text

    def _read_by_tables(self) -> None:
        for field, variable in mapping.TEXT_FIELDS.items():
            if field not in self._fields or variable in self._item or field in _CONTAINERS:
                continue
            text = self._text(field, variable)
            if variable == "page":
                text = text.replace("–", "-")
            if variable == "genre":
                text = mapping.GENRE_WORDS.get(text, text)
            if variable == "edition":
                text = mapping.EDITIONS.get(text.lower().removesuffix(" edition"), text)
            self._set(variable, text)
        for field, variable in mapping.NAME_FIELDS.items():
            if latex := self._fields.get(field):
                names, unknown = read_names(latex)
                self._unknown |= unknown
                self._set(variable, names)
        for field, variable in mapping.DATE_FIELDS.items():
            self._set(variable, self._text(field))

    def _read_numbers(self) -> None:
        kind, number = self._item["type"], self._text("number")
        if kind in mapping.NUMBERED_ISSUES:
            self._set("issue", number)
        elif kind in mapping.NUMBERED_BOOKS:
            self._set("collection-number", number)
        else:
            self._set("number", number)
        self._set("page" if kind in mapping.NUMBERED_ISSUES else "number", self._text("eid"))

    def _eprint_kind(self) -> str:
        fields = self._fields
        kind = fields.get("archiveprefix") or fields.get("eprinttype") or ""
        is_told = _ARXIV.search(fields.get("journal", "") + fields.get("eprint", ""))
        return "arxiv" if is_told else kind.strip().lower()

    def _read_eprint(self) -> None:
        """Read a preprint as arXiv itself would have it cited, any other archive by its name."""
        fields, kind = self._fields, self._eprint_kind()
        name = self._text("eprint")
        found = _ARXIV.search(f"{fields.get('eprint', '')} {fields.get('journal', '')}")
        if kind == "arxiv":
            name = found[1] if found else name
            group = self._text("primaryclass") or self._text("eprintclass")
            name += f" [{group}]" if name and group else ""
        if not name:
            return
        if kind != "arxiv":
            self._set("archive", self._text("archiveprefix") or self._text("eprinttype"))
            self._set("archive_location", name)
            return
        if self._item["type"] == "article":
            self._set("number", f"arXiv:{name}")
            self._set("publisher", "arXiv")
        else:
            self._set("archive", "arXiv")
            self._set("archive_location", name)
        if "DOI" not in self._item:
            self._set("URL", ARXIV_ADDRESS + name.partition(" ")[0])

    def _read_makers(self) -> None:
        self._set("publisher", self._text("organization"))
        published = self._text("howpublished")
        if published.startswith("http"):
            self._set("URL", published.split()[0])
        else:
            self._set("publisher", published)

    def _read_issued(self) -> None:
        """Read year, month and day, where there is no `date`."""
        if "issued" in self._item or not (year := self._text("year")):
            return
        if not re.fullmatch(r"-?\d{1,4}", year):
            self._item["issued"] = {"literal": year}
            return
        month = _MONTH.search(self._text("month"))
        names = [month[1].lower()] if month and month[1] else []
        number = int(month[2]) if month and month[2] else 0
        number = MONTHS.index(names[0]) + 1 if names and names[0] in MONTHS else number
        day = _DAY.search(self._text("day") or self._text("month").partition(" ")[2])
        parts = [int(year), *([number] if number else [])]
        if number and day:
            parts.append(int(day[0]))
        self._item["issued"] = {"date-parts": [parts]}

    def _read_own(self) -> None:
        """Read variables that are written by their own name, and which are not there."""
        for field, latex in self._fields.items():
            variable = field.removeprefix(OWN)
            if variable == field:
                continue
            variable = next((name for name in TEXTS if name.lower() == variable), variable)
            if variable in TEXTS | NAMES | DATES:
                self._item[variable] = _json(latex)
            elif variable == "without":
                for name in latex.split():
                    self._item.pop(name, None)

    def _tell(self) -> None:
        """Name the fields that have no place, and commands that are not known."""
        known = {*mapping.TEXT_FIELDS, *mapping.NAME_FIELDS, *mapping.DATE_FIELDS, *mapping.UNTOLD}
        left = [name for name in self._fields if name not in known and not name.startswith(OWN)]
        if left:
            names = ", ".join(left[:20])[:300]
            self._raw.changes.append(_("Not kept: %(names)s.") % {"names": names})
        if self._unknown:
            names = ", ".join(sorted(self._unknown)[:20])[:300]
            message = _("Commands that are not known: %(names)s.")
            self._raw.changes.append(message % {"names": names})


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
