"""Cleans MathML by an explicit list of what may stand in it, with classes in place of styles."""

import re

import nh3

TAGS = {
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom",
    "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip
_SHARED = {"class", "displaystyle", "mathvariant", "scriptlevel"}
ATTRIBUTES = {
    **dict.fromkeys(TAGS, _SHARED),
    "math": {*_SHARED, "display"},
    "menclose": {*_SHARED, "notation"},
    "mfrac": {*_SHARED, "linethickness"},
    "mi": {*_SHARED},
    "mo": {*_SHARED, "accent", "form", "largeop", "lspace", "maxsize", "minsize", "movablelimits",
           "rspace", "stretchy", "symmetric"},
    "mover": {*_SHARED, "accent"},
    "mpadded": {*_SHARED, "depth", "height", "lspace", "voffset", "width"},
    "mrow": {*_SHARED, "mathcolor"},
    "mspace": {*_SHARED, "depth", "height", "width"},
    "mtd": {*_SHARED, "columnspan", "id", "rowspan"},
    "munder": {*_SHARED, "accentunder"},
    "munderover": {*_SHARED, "accent", "accentunder"},
    "a": {"href"},
}  # fmt: skip

# Every declaration that math-core writes, as the class that stands for it in the style sheet;
# what is not listed is dropped.
_CLASSES = {
    "width:100%": "m-all",
    "width:50%": "m-half",
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "padding-left:0": "m-pl0",
    "padding-left:1em": "m-pl1",
    "padding-right:0": "m-pr0",
    "padding-top:0": "m-pt0",
    "padding-bottom:0": "m-pb0",
    "border-top:0.05em solid currentcolor": "m-bt",
    "border-right:0.05em solid currentcolor": "m-br",
    "border-bottom:0.05em solid currentcolor": "m-bb",
    "border-left:0.05em solid currentcolor": "m-bl",
    "border-top:0.05em dashed currentcolor": "m-bt",
    "border-right:0.05em dashed currentcolor": "m-br",
    "border-bottom:0.05em dashed currentcolor": "m-bb",
    "border-left:0.05em dashed currentcolor": "m-bl",
    "margin-left:-0.16666667em": "m-back",
    "padding-right:0.1667em": "m-prs",
    "padding-left:0.1667em": "m-pls",
}
# The font stretches the combining circumflex, not the one of ASCII.
_WIDE_HAT = ('<mo stretchy="true">^</mo>', '<mo stretchy="true">\u0302</mo>')
# A text counts as space, and an operator between two of them would lose its own.
_BEFORE_OPERATOR = re.compile(r"<mtext>([^<]*)</mtext>(?=<mo\b[^>]*>[^<]{1,8}</mo><mtext>)")
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_COLOUR = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})\b")


def styled_by_class(html: str) -> str:
    """Return MathML without inline styles, and with nothing but what is listed here."""
    html = html.replace(*_WIDE_HAT)
    html = _BEFORE_OPERATOR.sub(r'<mi mathvariant="normal">\1</mi>', html)
    return nh3.clean(
        _STYLE.sub(_class_for_style, html),
        tags={*TAGS, "a"},
        attributes=ATTRIBUTES,
        url_schemes=set(),
        link_rel=None,
    )


def _class_for_style(match: re.Match[str]) -> str:
    declarations = [_without_spaces(part) for part in match[1].split(";")]
    names = [_CLASSES[part] for part in declarations if part in _CLASSES]
    colour = _COLOUR.search(match[1])
    coloured = f' mathcolor="{colour[1]}"' if colour else ""
    return (f' class="{" ".join(names)}"' if names else "") + coloured


def _without_spaces(declaration: str) -> str:
    name, _colon, value = declaration.partition(":")
    return f"{name.strip()}:{value.strip()}"
