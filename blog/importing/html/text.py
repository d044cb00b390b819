"""Writes a text as Markdown that reads as it stands, with the formulas in it."""

import re

from blog.markdown.syntax.formulas import find_formulas
from blog.markdown.writing import formula

# WordPress' and Jetpack's own delimiters; behind an ampersand stand sizes and colours.
_LATEX = re.compile(r"\$latex[\s\u00a0]+([^$]+?)\s*(?:&(?:amp;)?(?:bg|fg|s)=\w+\s*)*\$")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:@+,;~()-]*(?:[\w/=%#+~-]|&\w+;)", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SIGNS = re.compile(
    r"""
      \\(?:\]|\Z)                     # what could close a formula that an escaped bracket opens
    | \\(?=[!-/:-@\[-`{-~\s])         # what could escape the next sign
    | [`*$\[{]
    | (?<![^\W_])_ | _(?![^\W_])      # within a word it stands for itself
    | ~(?=~|\Z) | (?<=~)~
    | <(?=[A-Za-z/!?]|\Z)
    | [!^](?=\[|\Z)                   # of a picture, of a footnote
    """,
    re.VERBOSE,
)
# A backslash that would be read before a bracket, in this text or in the next.
_CLOSING = {"\\]": "&#92;]", "\\": "&#92;"}
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
# What opens a block at the beginning of a line.
_START = re.compile(
    r"(?P<sign>[#]{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|=+\s*\Z|[-|:][-|:\s]*\Z|\|(?=[\s:|-])|:(?=\s|:)"
    r"|!!!|\?\?\?|\+{3}|%%|~~~)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|\Z))"
)


def escaped_text(text: str, *, in_link: bool = False) -> str:
    """Return a text as Markdown: its white space folded, its formulas as they are."""
    text = _LATEX.sub(lambda match: formula(match[1], is_display=False), text)
    parts, position = [], 0
    for start, end, latex, is_display in find_formulas(text):
        parts.append(_escaped(text[position:start], in_link))
        near = text[max(0, start - 1) : start], text[end : end + 1]
        parts.append(formula(latex, is_display=is_display, near=near))
        position = end
    return "".join([*parts, _escaped(text[position:], in_link)])


def _escaped(text: str, in_link: bool) -> str:
    text = _SPACE.sub(" ", text)
    parts, position = [], 0
    for match in _ADDRESS.finditer(text):
        parts.append(_with_signs_escaped(text[position : match.start()]))
        parts.append(_address(match[0], text[match.end() : match.end() + 1], in_link))
        position = match.end()
    return "".join([*parts, _with_signs_escaped(text[position:])])


def _address(address: str, after: str, in_link: bool) -> str:
    """Return an address so that it is read as one, and as nothing more than it is."""
    written = _with_signs_escaped(address)
    if written == address and (in_link or after == " "):
        return address
    # Of a host with odd colons, the renderer would show another address.
    if not in_link and address[:4].lower() == "http" and "::" not in address:
        return f"<{address}>"
    # One that no reader takes for an address.
    return re.sub(r"[:.]", lambda sign: f"&#{ord(sign[0])};", written, count=1)


def _with_signs_escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    return _SIGNS.sub(lambda match: _CLOSING.get(match[0], f"\\{match[0]}"), text)


def line_start_escaped(line: str) -> str:
    """Return a line of Markdown that opens no block by its first sign."""
    match = _START.match(line)
    if match is None:
        return line
    if match["number"]:
        return f"{match['number']}\\{line[match.end() :]}"
    return f"\\{line}"
