"""Writes sources as a BibTeX file that `bibtex` reads as the same records again.

What BibTeX has no field for is written under its own name of CSL, `csl-section`, which other
programs pass over.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from blog.citations.dates import shown_date
from blog.citations.formats import bibtex_mapping as mapping
from blog.citations.formats.bibtex import ARXIV_ADDRESS, OWN, read_item
from blog.citations.formats.bibtex_file import MONTHS, RawEntry
from blog.citations.formats.bibtex_names import OTHERS
from blog.citations.formats.latex_writing import escaped, latex_of
from blog.citations.records import Record, cleaned


def _first_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return for each variable the first of the fields that are read as it."""
    first: dict[str, str] = {}
    for field, variable in fields.items():
        first.setdefault(variable, field)
    return first


_FIELDS = _first_fields(mapping.TEXT_FIELDS)
_NAME_FIELDS = _first_fields(mapping.NAME_FIELDS)
_DATE_FIELDS = _first_fields(mapping.DATE_FIELDS)
_GENRES = {genre: kind for kind, genre in mapping.GENRES.items()}
_PUBLISHERS = {"thesis": "school", "report": "institution"}
_JOURNALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "review"})
_ARXIV = re.compile(r"arXiv:(\S+?)(?: \[([\w.-]+)\])?")
_LATEX = re.compile(r"[{}\\]")
_IN_JSON = re.compile(r'"(?:[^"\\]|\\.)*"')
# These are read as they stand, without LaTeX.
_BARE = frozenset({"month"})


def write_bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """Return a file of items of CSL-JSON, in their order, each by its id as the key."""
    entries = (_entry(str(item["id"]), dict(item)) for item in items)
    return "\n".join(entries)


def _entry(key: str, item: dict[str, Any]) -> str:
    record = {name: value for name, value in item.items() if name != "id"}
    kind, fields = _type_and_fields(record)
    fields |= _what_is_read_otherwise(kind, fields, record)
    lines = (f"  {name} = {_enclosed(name, value)},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _enclosed(name: str, value: str) -> str:
    return value if name in _BARE else f"{{{value}}}"


def _what_is_read_otherwise(kind: str, fields: dict[str, str], record: Record) -> dict[str, str]:
    """Return fields that set right what a reader would take from the others."""
    read, _changes = cleaned(read_item(RawEntry(kind, "", 0, dict(fields))))
    own = {
        f"{OWN}{name.lower()}": value if name == "type" else _json(value)
        for name, value in sorted(record.items())
        if read.get(name) != value
    }
    if more := sorted(read.keys() - record.keys()):
        own[f"{OWN}without"] = " ".join(more)
    return own


def _json(value: Any) -> str:
    """Return a value as JSON in which braces are balanced."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _IN_JSON.sub(
        lambda match: match[0].replace("{", "\\u007b").replace("}", "\\u007d"), text
    )


def _type_and_fields(record: Record) -> tuple[str, dict[str, str]]:
    csl = record.get("type", "document")
    kind = mapping.BIBTEX_TYPES.get(csl, "misc")
    fields: dict[str, str] = {}
    for variable, field in _NAME_FIELDS.items():
        if variable in record:
            fields[field] = " and ".join(map(_name, record[variable]))
    left = dict(record)
    fields |= _eprint(csl, left)
    if csl == "thesis" and record.get("genre") in _GENRES:
        kind = _GENRES[left.pop("genre")]
    if kind == "article" and csl != "article-journal":
        subtype = csl.removeprefix("article-")
        fields["entrysubtype"] = subtype
    for variable, field in _FIELDS.items():
        if variable in left:
            name, text = _field_name(csl, variable, field), left[variable]
            if name not in mapping.VERBATIM:
                fields[name] = latex_of(text)
            elif not _LATEX.search(text):
                fields[name] = text
    return kind, fields | _numbers(csl, left) | _dates(record)


def _field_name(csl: str, variable: str, field: str) -> str:
    if variable == "publisher":
        return _PUBLISHERS.get(csl, field)
    if variable == "container-title":
        return "journal" if csl in _JOURNALS else "booktitle"
    return "number" if variable == "issue" and csl in mapping.NUMBERED_ISSUES else field


def _numbers(csl: str, left: Record) -> dict[str, str]:
    if csl in mapping.NUMBERED_ISSUES:
        return {}
    number = left.get("collection-number" if csl in mapping.NUMBERED_BOOKS else "number")
    return {"number": latex_of(number)} if number else {}


def _eprint(csl: str, left: Record) -> dict[str, str]:
    """Take out of a record what the fields of an archive say."""
    if csl != "article":
        archive, place = left.pop("archive", ""), left.pop("archive_location", "")
        match = _ARXIV.fullmatch(f"arXiv:{place}") if archive == "arXiv" else None
        if not match:
            # Without its archive, a reader would guess at it.
            if not (place and archive) or _LATEX.search(place):
                return {}
            return {"eprint": place, "eprinttype": latex_of(archive)}
    else:
        match = _ARXIV.fullmatch(left.get("number", ""))
        if not match:
            return {}
        left.pop("number")
        if left.get("publisher") == "arXiv":
            left.pop("publisher")
    if left.get("URL") == ARXIV_ADDRESS + match[1]:
        left.pop("URL")
    group = {"primaryclass": match[2]} if match[2] else {}
    return {"eprint": match[1], "archiveprefix": "arXiv", **group}


def _name(name: Mapping[str, Any]) -> str:
    if literal := name.get("literal"):
        return OTHERS if literal == OTHERS else f"{{{escaped(literal)}}}"
    family = escaped(name.get("family", ""))
    if any(word[:1].islower() for word in family.split()) or _is_parted(family):
        family = f"{{{family}}}"
    last = f"{escaped(name.get('non-dropping-particle', ''))} {family}".strip()
    given, suffix = (escaped(name.get(part, "")) for part in ("given", "suffix"))
    parts = [last, *([suffix] if suffix else []), given]
    parts = [f"{{{part}}}" if _is_parted(part) and part != last else part for part in parts]
    return ", ".join(part for part in parts if part)


def _is_parted(text: str) -> bool:
    return "," in text or " and " in f" {text} "


def _dates(record: Record) -> dict[str, str]:
    fields = {}
    for variable, field in _DATE_FIELDS.items():
        if variable not in record:
            continue
        date = record[variable]
        parts = date.get("date-parts")
        if field == "date" and parts and set(date) == {"date-parts"} and len(parts) == 1:
            fields |= _year_and_month(parts[0])
        elif field == "date" and "literal" in date:
            fields["year"] = escaped(date["literal"])
        elif parts:
            fields[field] = shown_date(date)
    return fields


def _year_and_month(parts: list[int]) -> dict[str, str]:
    fields = {"year": str(parts[0])}
    if len(parts) > 1 and parts[1] <= 12:
        fields["month"] = MONTHS[parts[1] - 1]
    if len(parts) > 2:
        fields["day"] = str(parts[2])
    return fields
