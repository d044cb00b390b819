"""Closes and opens HTML's boxes anew where a long text is cut, and cuts long tables by rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blog.markdown.limits import is_oversized

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>blockquote|details|div|dl|dd|dt|li|ol|section|table|tbody|td|tfoot|th"
    r"|thead|tr|ul)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ROW = re.compile(r"(?<=</tr>)\s*", re.IGNORECASE)
# More boxes within each other are no layout.
MAX_DEPTH = 20


@dataclass(frozen=True)
class OpenBoxes:
    """The opening tags of the boxes that a place in a text stands in, the outermost first."""

    tags: tuple[tuple[str, str], ...] = ()

    def after(self, html: str) -> "OpenBoxes":
        """Return the boxes that are open behind some HTML."""
        tags = list(self.tags)
        for match in _TAG.finditer(_COMMENT.sub("", html)):
            name = match["name"].lower()
            if not match["close"] and len(tags) < MAX_DEPTH:
                tags.append((name, match[0]))
            elif match["close"] and name in (opened for opened, _typed in tags):
                while tags.pop()[0] != name:
                    continue
        return OpenBoxes(tuple(tags))

    @property
    def opening(self) -> str:
        return "".join(typed for _name, typed in self.tags)

    @property
    def closing(self) -> str:
        return "".join(f"</{name}>" for name, _typed in reversed(self.tags))


def cut_by_rows(html: str, *, limit: int) -> list[str]:
    """Return a long table as several of at most so many characters; one where a row is longer."""
    parts = list(_parts_by_rows(html, limit))
    return [html] if any(map(is_oversized, parts)) else parts


def _parts_by_rows(html: str, limit: int) -> Iterator[str]:
    boxes, opening, part = OpenBoxes(), "", ""
    for row in _ROW.split(html):
        if part and len(part) + len(row) > limit and _in_table(boxes):
            yield f"{opening}{part}{boxes.closing}"
            opening, part = boxes.opening, ""
        part += row
        boxes = boxes.after(row)
    yield f"{opening}{part}"


def _in_table(boxes: OpenBoxes) -> bool:
    names = [name for name, _typed in boxes.tags]
    # Between the rows of one table, which is the innermost box.
    return bool(names) and names[-1] in ("table", "tbody", "thead", "tfoot")
