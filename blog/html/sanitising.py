"""Sanitises all HTML that comes from what people type, by explicit lists.

No element listed here holds raw text (as style, title or textarea do), and none of HTML can
change what stands around it: whatever a browser reads out of the result is on these lists.
"""

import re
from urllib.parse import unquote

import nh3
from django.conf import settings

from blog.html.mathml import TAGS as MATHML_TAGS
from blog.html.placeholder import placeholder_pattern
from blog.html.site_ids import KIND, KINDS, PK

# What CommonMark, GitHub's extensions and notebooks' tables need, and nothing else.
HTML_TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    "var", "wbr",
}  # fmt: skip
HTML_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Of the MathML that math-core writes what someone may type: nothing that links, has an id, or
# says how large or where.
MATHML_ATTRIBUTES = {
    "menclose": {"notation"},
    "mi": {"mathvariant"},
    "mo": {"accent", "form", "largeop", "movablelimits", "stretchy", "symmetric"},
    "mover": {"accent"},
    "mstyle": {"displaystyle"},
    "mtable": {"displaystyle"},
    "mtd": {"columnspan", "rowspan"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
}
# Drawings: shapes and text that stand still and load nothing.
SVG_TAGS = {
    "circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text", "tspan",
}  # fmt: skip
_PAINT = {
    "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-size", "font-weight", "opacity",
    "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
    "stroke-width", "text-anchor", "transform",
}  # fmt: skip
_SHAPES = {
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "g": set(),
    "line": {"x1", "x2", "y1", "y2"},
    "path": {"d"},
    "polygon": {"points"},
    "polyline": {"points"},
    "rect": {"height", "rx", "ry", "width", "x", "y"},
    "svg": {"height", "preserveAspectRatio", "viewBox", "width"},
    "text": {"dx", "dy", "x", "y"},
    "tspan": {"dx", "dy", "x", "y"},
}
SVG_ATTRIBUTES = {tag: names | _PAINT for tag, names in _SHAPES.items()}

TAGS = HTML_TAGS | MATHML_TAGS | SVG_TAGS
ATTRIBUTES = {**HTML_ATTRIBUTES, **MATHML_ATTRIBUTES, **SVG_ATTRIBUTES}
# Attributes with a choice of values.
VALUES = {
    "math": {"display": {"block", "inline"}},
    "ol": {"type": {"1", "a", "A", "i", "I"}},
    "svg": {"role": {"img", "presentation"}, "aria-hidden": {"true"}},
    "th": {"scope": {"col", "colgroup", "row", "rowgroup"}},
}
# GitHub's five kinds of alert.
CALLOUT_KINDS = ("note", "tip", "important", "warning", "caution")
CALLOUT_BOX, CALLOUT_TITLE = "markdown-alert", "markdown-alert-title"
# Of a picture whose light and dark change places in the dark scheme.
INVERTED = "invert"


def callout_classes(kind: str) -> str:
    """Return the classes of a callout's box."""
    return f"{CALLOUT_BOX} {CALLOUT_BOX}-{kind}"


# Classes are listed, so that a text cannot borrow the look of the site's own furniture.
CLASSES = {
    "div": {name for kind in CALLOUT_KINDS for name in callout_classes(kind).split()},
    "p": {CALLOUT_TITLE},
    "figure": {"figure"},
    "figcaption": {"figure__caption"},
    "img": {INVERTED},
    "li": {"task-list-item"},
    "ol": {"annotations", "contains-task-list"},
    "ul": {"contains-task-list"},
    "td": {"is-left", "is-center", "is-right"},
    "th": {"is-left", "is-center", "is-right"},
}  # fmt: skip
# What is dropped with its content, which no one was meant to read.
DROPPED_TAGS = {"script", "style", "title", "desc", "metadata"}
# Schemes that only lead elsewhere: none runs or reads anything on the reader's machine.
WEB_SCHEMES = {
    "doi", "ftp", "ftps", "geo", "git", "gopher", "gemini", "http", "https", "ipfs", "irc", "ircs",
    "magnet", "mailto", "matrix", "news", "nntp", "rsync", "sftp", "sip", "sips", "sms", "ssh",
    "svn", "tel", "urn", "webcal", "xmpp",
}  # fmt: skip
# What names that which the site itself holds, by id; see blog.rendering.resolve.
NAMING_SCHEMES = set(KINDS)
URL_SCHEMES = WEB_SCHEMES | NAMING_SCHEMES

# The placeholders of a manuscript: HTML takes their place, which no attribute can hold.
_PLACEHOLDER = placeholder_pattern()
# What names something of the site does so in one spelling only, or it would not be resolved.
_NAME = re.compile(rf"(?:{KIND}):{PK}(?:#\S*)?|(?!\s*(?i:{KIND}):).*", re.DOTALL)
# Numbers, colours by name or digits, and transformations; no `url(…)`, no escapes.
_DRAWING = re.compile(r"(?!.*url)[\w\s#.,%+()-]*", re.ASCII | re.IGNORECASE | re.DOTALL)
# Wider or taller than any screen, or a table of more columns than a browser draws, breaks the page.
_SIZE = re.compile(r"\d{1,4}(?:\.\d{1,4})?(?:px)?")
_SPAN = re.compile(r"[1-9]\d{0,2}")
_COUNT = re.compile(r"-?\d{1,6}")
_LIMITED = {
    "colspan": _SPAN,
    "columnspan": _SPAN,
    "height": _SIZE,
    "rowspan": _SPAN,
    "span": _SPAN,
    "start": _COUNT,
    "value": _COUNT,
    "width": _SIZE,
}
_INPUT = re.compile(r"<input\b([^<>]*)>")
_TASK_BOX = '<input class="task-list-item-checkbox"'
# A box as it stands in what was sanitised, up to its end.
TASK_BOX = re.compile(rf"({_TASK_BOX}[^<>]*)>")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What a browser leaves out of an address before it reads it.
_UNREAD = re.compile(r"[\x00-\x20\x7f]+")
_PICTURE_NAME = re.compile(rf"image:{PK}")


def sanitise(html: str) -> str:
    """Return HTML with only the tags, attributes, classes and URL schemes listed here.

    All ids are dropped: the Document gives them, over the whole post. Links get
    `rel="noopener"`, and every input is the box of a task. What this returns, it leaves as it is.
    """
    clean = nh3.clean(
        encodable(html),
        tags=TAGS,
        clean_content_tags=DROPPED_TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_value_or_none,
        tag_attribute_values=VALUES,
        allowed_classes=CLASSES,
        url_schemes=URL_SCHEMES,
        link_rel="noopener",
    )
    return _INPUT.sub(_task_checkbox, clean)


def may_link(address: str) -> bool:
    """Tell whether a link may have this address: relative, or of a listed scheme."""
    scheme = _SCHEME.match(_UNREAD.sub("", address))
    is_listed = scheme is None or scheme[1].lower() in URL_SCHEMES
    return is_listed and bool(_NAME.fullmatch(address))


def may_show(address: str) -> bool:
    """Tell whether an image may be loaded from here: the library's by id, or an uploaded file.

    Nothing else of the site: a browser asks for an image's source with the reader's session.
    """
    if _PICTURE_NAME.fullmatch(address):
        return True
    path = unquote(address)
    is_plain = not re.search(r"[\\\x00-\x20\x7f?#%]|/\.{1,2}(?:/|$)", path)
    return path.startswith(settings.MEDIA_URL) and is_plain


def may_stay(tag: str, attribute: str, value: str) -> bool:
    """Tell whether a listed tag keeps an attribute of this value."""
    if attribute == "class":
        return set(value.split()) <= CLASSES.get(tag, set())
    if attribute in VALUES.get(tag, {}):
        return value in VALUES[tag][attribute]
    if tag == "input" and attribute in ("type", "disabled"):
        return True
    # The sanitiser writes the names that SVG has in mixed case as SVG has them.
    is_listed = attribute in {name.lower() for name in ATTRIBUTES.get(tag, ())}
    return is_listed and _value_or_none(tag, attribute, value) is not None


def _value_or_none(tag: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value; None where it may not have this one."""
    if _PLACEHOLDER.search(value):
        return None
    if attribute == "src":
        return value if may_show(value) else None
    if attribute == "href":
        return value if _NAME.fullmatch(value) else None
    if tag in SVG_TAGS and attribute != "class" and not _DRAWING.fullmatch(value):
        return None
    limit = _LIMITED.get(attribute)
    return value if limit is None or tag == "rect" or limit.fullmatch(value) else None


def _task_checkbox(match: re.Match[str]) -> str:
    """Return an input as the box of a task: a field to fill in could ask for a password."""
    checked = ' checked=""' if "checked" in match[1] else ""
    return f'{_TASK_BOX}{checked} disabled="" type="checkbox">'


def encodable(html: str) -> str:
    """Return a text without lone surrogates, which no file or database can hold."""
    return html.encode("utf-8", "replace").decode()
