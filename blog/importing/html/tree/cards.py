"""Reads what editors and site generators build of plain elements: callouts, bookmarks, toggles."""

import re

from bs4 import BeautifulSoup, Tag

from blog.importing.html.tree.page import classes, living, value
from blog.markdown.syntax.callouts import KINDS

# The tag that stands in a settled tree for Markdown, as some editors keep it within HTML.
MARKDOWN = "markdown"
# The attributes of a settled callout.
KIND, TITLE = "data-callout", "data-callout-title"

_BOXES = {"admonition", "alert", "callout", "kg-callout-card", "markdown-alert", "notice",
          "wp-block-alert"}  # fmt: skip
_TITLES = re.compile(r"(?:admonition|callout|markdown-alert)-title(?:-container)?|alert-heading")
_NAMED = {name: kind for kind, names in KINDS.items() for name in names} | {
    "primary": "note", "success": "tip", "critical": "caution",
}  # fmt: skip
# What a player draws, and the sign before a callout.
_FURNITURE = re.compile(
    r"kg-(?:video-overlay|video-player-container|audio-player-container|audio-thumbnail"
    r"|bookmark-icon|file-card-icon|toggle-card-icon)|graf-dropCapImage|callout-icon-container"
)


def settle_cards(soup: BeautifulSoup) -> None:
    """Turn what is built of plain elements into the elements that mean it."""
    for tag in living(soup.find_all("script", type="text/markdown")):
        tag.name, tag.attrs = MARKDOWN, {}
    for tag in living(soup.find_all(class_=_FURNITURE)):
        tag.decompose()
    for tag in living(
        soup.find_all(class_=re.compile(r"kg-bookmark-card|mixtapeEmbed|kg-file-card"))
    ):
        _settle_bookmark(soup, tag)
    for tag in living(soup.find_all(class_="kg-toggle-card")):
        _settle_toggle(soup, tag)
    for tag in living(soup.find_all(["aside", "blockquote", "div", "p"])):
        if kind := _callout_kind(tag):
            _settle_callout(tag, kind)


def _settle_bookmark(soup: BeautifulSoup, card: Tag) -> None:
    """Leave of a card its link, and below it what the card says of the page."""
    link = card.find("a", href=True)
    if link is None or card.parent is None:
        return
    title = card.find(class_=re.compile("(?:bookmark|file-card)-title|markup--strong"))
    about = card.find(class_=re.compile("bookmark-description|file-card-caption|markup--em"))
    caption = card.find("figcaption")
    paragraph = soup.new_tag("p")
    paragraph.sourceline = card.sourceline
    anchor = soup.new_tag("a", href=value(link, "href"))
    anchor.string = (title.get_text(" ").strip() if title else "") or value(link, "href")
    paragraph.append(anchor)
    parts = [paragraph]
    for each in filter(None, (about, caption)):
        each.name, each.attrs = "p", {}
        parts.append(each)
    card.replace_with(*parts)


def _settle_toggle(soup: BeautifulSoup, card: Tag) -> None:
    heading = card.find(class_="kg-toggle-heading-text")
    content = card.find(class_="kg-toggle-content")
    if heading is None or content is None:
        return
    card.name, card.attrs = "details", {}
    summary = soup.new_tag("summary")
    summary.extend(list(heading.children))
    card.clear()
    card.extend([summary, content])


def _callout_kind(tag: Tag) -> str:
    names = classes(tag)
    if not _BOXES.intersection(names):
        return ""
    words = [
        re.sub(r"^(?:alert|callout|markdown-alert|notice|is-style)-", "", name) for name in names
    ]
    return next((_NAMED[word] for word in words if word in _NAMED), "note")


def _settle_callout(tag: Tag, kind: str) -> None:
    title = tag.find(class_=_TITLES)
    words = " ".join(title.get_text(" ").split()) if title else ""
    if title is not None:
        title.decompose()
    tag.name = "div"
    tag.attrs = {KIND: kind}
    if words.casefold() not in (kind, ""):
        tag[TITLE] = words
