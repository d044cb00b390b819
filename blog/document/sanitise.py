"""One sanitiser for all HTML that comes from what people type."""

import re

import nh3

# What CommonMark, GitHub's extensions, footnotes and Pygments need, and nothing else.
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li",
    "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "input": {"checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Classes are listed, so that a text cannot borrow the look of the site's own furniture.
CLASSES = {
    "div": {"markdown-alert", "highlight", *(f"markdown-alert-{kind}" for kind in (
        "note", "tip", "important", "warning", "caution"
    ))},
    "p": {"markdown-alert-title"},
    "li": {"task-list-item"},
    "ul": {"contains-task-list"},
    "input": {"task-list-item-checkbox"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref"},
    "td": {"is-left", "is-center", "is-right"},
    "th": {"is-left", "is-center", "is-right"},
}  # fmt: skip
URL_SCHEMES = {"http", "https", "mailto"}
# Footnotes link to each other; any other id could shadow the site's own.
_FOOTNOTE_ID = re.compile(r"fn(ref)?-[0-9a-f]+-\d+(:\d+)?")


def sanitise(html: str) -> str:
    """Return HTML with only the tags, attributes, classes and URL schemes listed here.

    Ids are dropped but for footnotes' (they are decided over the whole post), scripts and
    styles go with their content, and links get `rel="noopener"`.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=URL_SCHEMES,
        link_rel="noopener",
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        attribute_filter=_without_foreign_ids,
    )


def _without_foreign_ids(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and not _FOOTNOTE_ID.fullmatch(value):
        return None
    return value
