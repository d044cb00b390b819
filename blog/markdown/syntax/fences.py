"""Reads a code listing from a fence: its code, what follows the backticks, and option lines.

Docusaurus, MkDocs, Hugo and Pandoc write options behind the language, MyST and Quarto (`#| label:`)
also in lines of their own; what is not honoured is named.
"""

import re
from dataclasses import dataclass, field

from blog.document.code.highlighting import PLAIN
from blog.document.code.listing import WIDTHS, CodeListing
from blog.document.labels import LABEL

_FILE_KEYS = {"title", "filename", "file", "name"}
_CAPTION_KEYS = {"caption", "lst-cap"}
_LABEL_KEYS = {"label", "lst-label", "id"}
_LINE_KEYS = {"hl_lines", "hl-lines", "emphasize-lines", "highlight", "code-line-numbers"}
_NUMBER_KEYS = {
    "showlinenumbers", "linenos", "linenums", "linenumbers", "numberlines", "number-lines",
    "line-numbers", "code-line-numbers",
}  # fmt: skip
_FOLD_KEYS = {"fold", "code-fold"}
_NO = {"", "false", "no", "none", "off", "0"}

_DIRECTIVE = re.compile(r"\{(?:code|code-block|code-cell|sourcecode)\}\s*")
_EXECUTED = re.compile(r"\{([A-Za-z][\w+#-]*)(?=[\s,}])")
_ITEM = re.compile(
    rf"""
      (?P<key>[\w.-]+)\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^\s,{{}}"'\[]+)
    | \{{(?P<lines>[\d,\s-]+)\}}
    | \#(?P<id>{LABEL})
    | \.(?P<class>[\w+\#-]+)
    | (?P<word>[^\s{{}},=]+)
    """,
    re.VERBOSE,
)
_CELL_OPTION = re.compile(r"(?:#|//|--|%%?|;)\|(?P<text>.*)")
_DIRECTIVE_OPTION = re.compile(r":(?P<key>[\w-]+):(?P<value>.*)")
_LINES = re.compile(r"\d+(?:\s*-\s*\d+)?")


@dataclass
class Fence:
    """A fence's listing, the label that names it, and the options that have no effect."""

    listing: CodeListing
    label: str = ""
    unread: list[str] = field(default_factory=list)


def read_fence(code: str, info: str) -> Fence:
    """Read a fence's code and what follows its backticks."""
    return _Reader(code, info.strip()).fence()


class _Reader:
    def __init__(self, code: str, info: str) -> None:
        self._values = {"language": "", "file_name": "", "lines": "", "caption": ""}
        self._values |= {"width": "", "tabs": ""}
        self._is_numbered = self._is_open = False
        self._label = ""
        self._unread: list[str] = []
        directive, executed = _DIRECTIVE.match(info), _EXECUTED.match(info)
        if directive:
            info = info[directive.end() :]
        elif executed:
            info = f"{executed[1]} {info[executed.end() :]}"
        for item in _ITEM.finditer(info):
            self._take_item(item)
        self._code = code
        if directive or executed:
            self._take_options(is_directive=bool(directive))

    def fence(self) -> Fence:
        values = {**self._values, "language": self._values["language"] or PLAIN}
        listing = CodeListing(
            code=self._code, is_numbered=self._is_numbered, is_open=self._is_open, **values
        )
        return Fence(listing, self._label, self._unread)

    def _take_item(self, item: re.Match[str]) -> None:
        if item["key"]:
            self._take(item["key"], _unquoted(item["value"]), typed=item[0])
        elif item["lines"]:
            self._values["lines"] = item["lines"]
        elif item["id"]:
            self._label = item["id"]
        else:
            word = item["class"] or item["word"]
            if word.lower() in _NUMBER_KEYS:
                self._is_numbered = True
            elif self._values["language"]:
                self._unread.append(item[0])
            else:
                self._values["language"] = word

    def _take(self, key: str, value: str, *, typed: str) -> None:
        """Honour an option, or list it as it was typed."""
        key = key.lower()
        if key in _FILE_KEYS:
            self._values["file_name"] = value
        elif key in _CAPTION_KEYS:
            self._values["caption"] = value
        elif key == "tabs" or (key == "width" and value in WIDTHS):
            self._values[key] = value
        elif key in _FOLD_KEYS and value.lower() in _NO:
            self._is_open = True
        elif key in _LABEL_KEYS and re.fullmatch(LABEL, value):
            self._label = value
        elif key in _LINE_KEYS and _LINES.search(value):
            self._values["lines"] = ",".join(_LINES.findall(value))
        elif key in _NUMBER_KEYS:
            self._is_numbered = value.lower() not in _NO
        else:
            self._unread.append(typed.strip())

    def _take_options(self, *, is_directive: bool) -> None:
        """Take the option lines off the beginning of the code."""
        lines = self._code.split("\n")
        while lines:
            option = _CELL_OPTION.fullmatch(lines[0])
            written = is_directive and _DIRECTIVE_OPTION.fullmatch(lines[0])
            if written:
                # MyST's `name` is a label; a flag has no value.
                key = "label" if written["key"] == "name" else written["key"]
                self._take(key, written["value"].strip() or "true", typed=lines[0])
            elif option:
                key, _colon, value = option["text"].partition(":")
                self._take(key.strip(), _unquoted(value.strip()), typed=option["text"])
            else:
                break
            del lines[0]
        self._code = "\n".join(lines)


def _unquoted(value: str) -> str:
    if value[:1] == '"' == value[-1:] and len(value) > 1:
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    return value[1:-1] if value[:1] == "'" == value[-1:] and len(value) > 1 else value
