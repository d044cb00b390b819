"""Writes the names of a record as lines that people type: `van der Berg, Jan, Jr.`."""

from collections.abc import Iterable
from typing import Any


def line_of(person: dict[str, Any]) -> str:
    """Return a person as family name, given name and suffix; an organisation by its name."""
    if literal := person.get("literal"):
        return literal
    particle = person.get("non-dropping-particle", "")
    parts = (f"{particle} {person.get('family', '')}".strip(), person.get("given", ""))
    return ", ".join(part for part in (*parts, person.get("suffix", "")) if part)


def person_of(line: str) -> dict[str, str]:
    """Return the name that a line holds; without a comma it is an organisation's."""
    family, given, suffix = (*(part.strip() for part in line.split(",", 2)), "", "")[:3]
    if not given:
        return {"literal": family}
    words = family.split()
    small = next((place for place, word in enumerate(words) if not word[0].islower()), 0)
    person = {
        "non-dropping-particle": " ".join(words[:small]),
        "family": " ".join(words[small:]),
        "given": given,
        "suffix": suffix,
    }
    return {part: text for part, text in person.items() if text}


def people_of(lines: Iterable[str], known: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the names of lines; one that is known keeps what its line does not show."""
    by_line = {line_of(person): person for person in known}
    typed = (line.strip() for line in lines)
    return [by_line.get(line) or person_of(line) for line in typed if line]
