"""One sanitiser for all HTML that comes from what people type, with explicit lists.

No element listed here holds raw text (as style, title or textarea do), and none of HTML can
change what stands around it: whatever a browser reads out of the result is on these lists.
"""

import re

import nh3

from blog.document.mathml import TAGS as MATHML_TAGS

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
# Classes are listed, so that a text cannot borrow the look of the site's own furniture.
CLASSES = {
    "div": {"markdown-alert", *(f"markdown-alert-{kind}" for kind in (
        "note", "tip", "important", "warning", "caution"
    ))},
    "p": {"markdown-alert-title"},
    "figure": {"figure"},
    "figcaption": {"figure__caption"},
    "li": {"task-list-item"},
    "ol": {"contains-task-list"},
    "ul": {"contains-task-list"},
    "td": {"is-left", "is-center", "is-right"},
    "th": {"is-left", "is-center", "is-right"},
}  # fmt: skip
# What is dropped with its content, which no one was meant to read.
DROPPED_TAGS = {"script", "style", "title", "desc", "metadata"}
# The last three name what the site itself holds, by id; see blog.document.resolve.
URL_SCHEMES = {"http", "https", "mailto", "page", "document", "image"}

# The marks of a manuscript: HTML takes their place, which no attribute can hold.
_MARK = re.compile(r"mark[0-9a-f]{16}x\d+[a-z]\.")
# What names something of the site does so in one spelling only, or it would not be resolved.
_NAME = re.compile(
    r"(?:page|document|image):\d{1,9}(?:#\S*)?|(?!\s*(?i:page|document|image):).*", re.DOTALL
)
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
        attribute_filter=_filtered,
        tag_attribute_values=VALUES,
        allowed_classes=CLASSES,
        url_schemes=URL_SCHEMES,
        link_rel="noopener",
    )
    return _INPUT.sub(_task_box, clean)


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value; None where it may not have this one."""
    if _MARK.search(value):
        return None
    if attribute in ("href", "src"):
        return value if _NAME.fullmatch(value) else None
    if tag in SVG_TAGS and attribute != "class" and not _DRAWING.fullmatch(value):
        return None
    limit = _LIMITED.get(attribute)
    return value if limit is None or tag == "rect" or limit.fullmatch(value) else None


def _task_box(match: re.Match[str]) -> str:
    """Return an input as the box of a task: a field to fill in could ask for a password."""
    checked = ' checked=""' if "checked" in match[1] else ""
    return f'<input class="task-list-item-checkbox"{checked} disabled="" type="checkbox">'


def encodable(html: str) -> str:
    """Return a text without lone surrogates, which no file or database can hold."""
    return html.encode("utf-8", "replace").decode()
