"""Says in a few words what a record is: by whom, of when, its title."""

from typing import Any

from blog.citations.records import Record, plain_text


def title_of(record: Record) -> str:
    """Return the title without markup; empty for none."""
    return plain_text(record.get("title", ""))


def byline_of(record: Record) -> str:
    """Return who made it, as lists name them: `Vaswani et al.`; empty where nobody is named."""
    people = record.get("author") or record.get("editor") or []
    names = [family_name(person) for person in people]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names)


def year_of(record: Record) -> int | None:
    """Return the year it came out; None where that is not known."""
    parts = (record.get("issued") or {}).get("date-parts")
    return parts[0][0] if parts else None


def family_name(person: dict[str, Any]) -> str:
    """Return the name that a list is sorted by: `van der Berg`, or an organisation's."""
    if literal := person.get("literal"):
        return literal
    particle = person.get("non-dropping-particle", "")
    return f"{particle} {person.get('family', '')}".strip()


def words_of(record: Record) -> str:
    """Return all that a record is looked for by: every name, its titles, its numbers."""
    people = [person for value in record.values() if isinstance(value, list) for person in value]
    names = (
        " ".join(part for part in person.values() if isinstance(part, str)) for person in people
    )
    fields = ("title", "container-title", "publisher", "DOI", "ISBN", "URL", "number", "keyword")
    texts = (plain_text(record[field]) for field in fields if field in record)
    return " ".join([*texts, *names])
