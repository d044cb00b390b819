"""Turns the styles by which word processors write bold, italic and code into elements."""

import re

from bs4 import BeautifulSoup, Tag

from blog.importing.html.tree.page import living, value

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"normal|[1-4]00|lighter")
_BOLD = re.compile(r"bold(?:er)?|[6-9]00")
_MONOSPACE = re.compile(r"monospace|courier|consolas|menlo|monaco|roboto mono|source code", re.I)


def settle_styles(tree: Tag, soup: BeautifulSoup) -> None:
    """Give each styled span the elements that its style means; a "bold" that is not loses its own.

    Google Docs wraps all that is copied in such a one.
    """
    for tag in living(tree.find_all(["span", "b", "strong", "font"], style=True)):
        styles = _styles_of(tag)
        if tag.name in ("b", "strong"):
            if _NOT_BOLD.fullmatch(styles.get("font-weight", "")):
                tag.name = "span"
            continue
        _make(tag, _elements_of(styles), soup)


def _make(tag: Tag, names: list[str], soup: BeautifulSoup) -> None:
    """Make a tag the first of some elements, and put the others into it.

    Around it they would be looked for among all that stand beside it: thousands, at worst.
    """
    if not names:
        return
    tag.name, tag.attrs = names[0], {key: text for key, text in tag.attrs.items() if key == "id"}
    for name in names[1:]:
        inner = soup.new_tag(name)
        for node in list(tag.contents):
            inner.append(node)
        tag.append(inner)


def _styles_of(tag: Tag) -> dict[str, str]:
    found = _DECLARATION.findall(value(tag, "style"))
    return {name.lower(): text.strip().lower() for name, text in found}


def _elements_of(styles: dict[str, str]) -> list[str]:
    meant = {
        "code": bool(_MONOSPACE.search(styles.get("font-family", ""))),
        "strong": bool(_BOLD.fullmatch(styles.get("font-weight", ""))),
        "em": styles.get("font-style") == "italic",
        "del": "line-through" in styles.get("text-decoration", ""),
        "sub": styles.get("vertical-align") == "sub",
        "sup": styles.get("vertical-align") == "super",
    }
    return [name for name, is_meant in meant.items() if is_meant]
