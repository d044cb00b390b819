"""Reads what a file's path says of its text: a name, a date, a language, whether it is a draft."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.conf.locale import LANG_INFO

from blog.importing.fields.dates import read_date

# Files that stand for their folder.
INDEX = "index"

_YEAR = r"(?:^|/)((?:19|20)\d\d)"
_MONTH = r"[-/_.]?(0[1-9]|1[0-2])"
_DAY = r"[-/_.]?(0[1-9]|[12]\d|3[01])"
_END = r"(?=[-/_. T]|$)"
_LAST = re.compile(r"(?<=[^\d])[-_. ]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\.\w+$")
# From the most exact; a year alone has to be a whole part of the path.
_DATES = tuple(
    re.compile(each)
    for each in (
        _YEAR + _MONTH + _DAY + _END,
        _YEAR + r"[-/_.](0[1-9]|1[0-2])" + _END,
        _YEAR + r"(?=/)",
    )
)  # fmt: skip
_DATED_NAME = re.compile(r"((?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d)[-_. ]+(.+)")
# As Notion exports its pages: "Title of a page 0123456789abcdef0123456789abcdef".
_NOTION_ID = re.compile(r"(.*\S)[ -][0-9a-f]{32}")
_LANGUAGE = re.compile(r"(.+)\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)")
# Endings of names that people write about, before they are languages.
_NO_LANGUAGES = {"io", "ia", "is", "my"}
# "plan.draft.md", "DRAFT-plan.md"; a post on draft picks is called "draft-picks.md".
_DRAFT_NAME = re.compile(r".+\.draft|DRAFT[-_. ].+")
_DRAFTS = {"_drafts", "drafts", "draft", "unpublished", "_unpublished", "trash"}
_PRIVATE = {"private", "_private"}


@dataclass(frozen=True)
class FileName:
    """A text's name without date, language and number, and what these said; empty for nothing.

    `stem` is the name with date and number.
    """

    name: str
    stem: str = ""
    date: datetime | None = None
    language: str = ""


def read_file_name(path: str, *, root_name: str) -> FileName:
    """Read a path below the imported folder, whose name is that of an index file at its root."""
    file = PurePosixPath(path)
    name, language = _name_and_language(file.stem)
    if name.lower() == INDEX:
        name = file.parent.name or root_name
    stem = name
    if found := _NOTION_ID.fullmatch(name):
        name = found[1]
    date = date_in_path(path)
    dated = _DATED_NAME.fullmatch(name)
    if dated and (own := read_date(re.sub(r"[-_.]", "", dated[1]))):
        name, date = dated[2], own
    return FileName(name, stem, date, language)


def date_in_path(path: str) -> datetime | None:
    """Return the day that a path or an address tells: 2014/12/12/x, 20141212-x, x-2014-12-12.md."""
    return _last_date(_DATES[0], path) or _last_date(_LAST, path)


def rough_date_in_path(path: str) -> datetime | None:
    """Return the first day of the month or year that a path tells: 2014/12/x, 2014/x."""
    return _last_date(_DATES[1], path) or _last_date(_DATES[2], path)


def language_code(text: str) -> str:
    """Return a language's code as Django has it (`pt-br`); empty for one that it does not know."""
    code = text.strip().lower().replace("_", "-")
    known = code if code in LANG_INFO else code.partition("-")[0]
    return known if known in LANG_INFO else ""


def withheld_by_path(path: str, *, root_name: str) -> str:
    """Return why a text in such a folder stays a draft; empty for others."""
    if _DRAFT_NAME.fullmatch(PurePosixPath(path).stem):
        return "named as a draft"
    folders = {part.lower() for part in (root_name, *PurePosixPath(path).parts[:-1])}
    if folders & _DRAFTS:
        return "in a folder of drafts"
    return "in a private folder" if folders & _PRIVATE else ""


def _last_date(pattern: re.Pattern[str], path: str) -> datetime | None:
    found = pattern.findall(path)
    if not found:
        return None
    parts = found[-1] if isinstance(found[-1], tuple) else (found[-1],)
    year, month, day = (*parts, "01", "01")[:3]
    return read_date(f"{year}-{month}-{day}")


def _name_and_language(stem: str) -> tuple[str, str]:
    found = _LANGUAGE.fullmatch(stem)
    if found and found[2] not in _NO_LANGUAGES and (code := language_code(found[2])):
        return found[1], code
    return stem, ""
