"""Reads BibTeX's lists of names: `Doe, Jane and van der Berg, Jr., Jan and {ACME} and others`."""

import re
from typing import Any

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from blog.citations.formats.latex_text import latex_text
from blog.citations.records import MAX_NAME, MAX_NAMES

# What BibTeX calls those that a list leaves out; styles write "et al." for it.
OTHERS = "others"
_PARTED = re.compile(r"\b(family|given|prefix|suffix|useprefix)\s*=\s*", re.IGNORECASE)
# Longer ones are no names, and take time to part.
_MAX_LATEX = 4 * MAX_NAME


def read_names(latex: str) -> tuple[list[dict[str, Any]], set[str]]:
    """Return a list's names as CSL has them, one more than are kept, and unknown commands."""
    unknown: set[str] = set()
    people = split_multiple_persons_names(latex)
    names = [_read_name(person.strip(), unknown) for person in people[: MAX_NAMES + 1]]
    return [name for name in names if name], unknown


def _read_name(latex: str, unknown: set[str]) -> dict[str, Any]:
    def text(part: str) -> str:
        words, found = latex_text(part)
        unknown.update(found)
        return words.strip()

    latex = latex[:_MAX_LATEX]
    if _is_one_group(latex) or latex == OTHERS:
        return {"literal": text(latex)}
    if len(_PARTED.findall(latex)) > 1:
        return _by_parts(latex, text)
    parts = parse_single_name_into_parts(latex, strict=False)
    name = {
        "family": text(" ".join(parts.last)),
        "given": text(" ".join(parts.first)),
        "non-dropping-particle": text(" ".join(parts.von)),
        "suffix": text(" ".join(parts.jr)),
    }
    return {part: words for part, words in name.items() if words}


def _by_parts(latex: str, text: Any) -> dict[str, Any]:
    """Read biblatex's other form: `family=Berg, given=Jan, prefix=van der`."""
    pieces = _PARTED.split(latex)[1:]
    found = dict(zip((each.lower() for each in pieces[::2]), pieces[1::2], strict=True))
    names = {"family": "family", "given": "given", "prefix": "non-dropping-particle",
             "suffix": "suffix"}  # fmt: skip
    said = {names[key]: text(value.strip(' ,"')) for key, value in found.items() if key in names}
    return {part: words for part, words in said.items() if words}


def _is_one_group(latex: str) -> bool:
    """Tell whether braces hold the whole, which then is no person's name."""
    if not (latex.startswith("{") and latex.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(latex):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(latex) - 1 and not latex.startswith("{\\")
    return False
