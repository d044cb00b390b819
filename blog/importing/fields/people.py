"""Reads who signs a text: names without addresses, and one person as one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from blog.importing.fields.values import first_text, items_of, one_line
from search.database.columns import fitted

AUTHORS = ("authors", "author", "byline")
MAX_NAMES = 20
MAX_NAME = 100

# Texts that are looked at: nobody is called by a longer one.
_MAX_TEXT = 2_000
_MAIL = re.compile(r"[^\s<>()\[\],;:@\"]{1,64}@[^\s<>()\[\],;:@\"]{1,255}")
_BRACKETS = re.compile(r"[<(\[](?:mailto:|https?://)?\s*[>)\]]|<[^<>]*>|\bmailto:")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_BY = re.compile(r"(?:written )?by:?\s+", re.IGNORECASE)
# Of Chinese and Japanese.
_COMMAS = re.compile(r"\s*[、，]\s*")
_AND = re.compile(r"\s+(?:and|und|et|&)\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"(?:jr|sr|ph\.?\s?d|m\.?d|inc|ltd|llc|gmbh|esq|i{2,3}|iv)\.?", re.IGNORECASE
)


def author_names(values: Mapping[str, Any], keys: tuple[str, ...] = AUTHORS) -> tuple[str, ...]:
    """Return the names under some keys, each once, at most twenty.

    Lists, mappings with a name, and texts of several names are read. No e-mail address is kept:
    of one that stands alone, only what is before its @.
    """
    names: dict[str, str] = {}
    for key in keys:
        for item in items_of(values.get(key)):
            is_list = key == "authors" and isinstance(values.get(key), str)
            for name in _names_of(item, is_list=is_list):
                names.setdefault(name.casefold(), fitted(name, MAX_NAME))
    return tuple(names.values())[:MAX_NAMES]


def _names_of(item: Any, *, is_list: bool) -> Iterator[str]:
    if isinstance(item, dict):
        name = _without_mail(_name_in(item))
        if name:
            yield name
        return
    text = _LINK.sub(r"\1", one_line(item)[:_MAX_TEXT])
    text = _COMMAS.sub(", ", _BY.sub("", text, count=1) if _BY.match(text) else text)
    for part in _parted(text, is_list=is_list or text != one_line(item)):
        if name := _without_mail(part):
            yield name


def _name_in(person: Mapping[Any, Any]) -> str:
    """Return the name of a mapping, as a text or in parts, as Quarto has it."""
    name = person.get("name")
    if isinstance(name, dict):
        parts = (one_line(name.get(part)) for part in ("given", "family"))
        return one_line(name.get("literal")) or " ".join(filter(None, parts))
    return first_text(person, ("name", "display_name", "literal"))


def _without_mail(name: str) -> str:
    mail = _MAIL.search(name)
    rest = _BRACKETS.sub(" ", _MAIL.sub("", name) if mail else name)
    rest = " ".join(rest.split()).strip(" ,;\"'<>") if rest != name else name
    if rest:
        return rest
    return mail[0].partition("@")[0] if mail else ""


def _parted(text: str, *, is_list: bool) -> list[str]:
    """Return the single names of a text.

    `is_list` says that a lone comma parts two of them; else "Example, Ada" is one person.
    """
    if ";" in text:
        return [name for part in text.split(";") for name in _parted(part.strip(), is_list=False)]
    people = [part.strip() for part in _AND.split(text)]
    if len(people) > 1 and all(_is_inverted(each) for each in people):
        return people
    names = [name.strip() for name in text.split(",")]
    if len(names) == 2 and _is_one_person(*names, is_list=is_list):
        return [text]
    return [each for name in _without_last_and(names) for each in _parted_by_and(name)]


def _is_inverted(name: str) -> bool:
    """Tell whether a name is written as "Example, Ada"."""
    return name.count(",") == 1 and all(part.strip() for part in name.split(","))


def _is_one_person(one: str, two: str, *, is_list: bool) -> bool:
    if not one or not two or _AND.search(one) or _AND.search(two):
        return False
    is_suffix = _AFTER_NAME.fullmatch(two) is not None
    return is_suffix or (not is_list and (" " not in one or " " not in two))


def _without_last_and(names: list[str]) -> list[str]:
    """Return the names of "A, B, and C" without the last one's "and"."""
    return [re.sub(r"^(?:and|und|et|&)\s+", "", name, flags=re.IGNORECASE) for name in names]


def _parted_by_and(text: str) -> list[str]:
    """Return two people of "Ada and Grace"; "Smith & Sons" and "Ada and the team" stay one."""
    people = _AND.split(text)
    lengths = [len(each.split()) for each in people]
    are_names = all(each[:1].isupper() or not each[:1].isascii() for each in people)
    if not are_names or ("&" in text and min(lengths) < 2):
        return [text]
    return people if min(lengths) > 1 or max(lengths) == 1 else [text]
