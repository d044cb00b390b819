"""Writes and reads a diagram's fence: `{dot}` with option lines, as Quarto has it.

A drawing that stands below as a picture is told by `include: false`: Quarto then shows that alone.
"""

import json
import re
from dataclasses import dataclass

from blog.document.labels import LABEL

INFOS = ("{dot}", "{graphviz}")
_OPTION = re.compile(r"[ \t]*//\|[ \t]?(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_LABEL = re.compile(LABEL)


@dataclass(frozen=True)
class DiagramFence:
    """A fence's source and what its options say; `unread` are those that mean nothing here."""

    source: str
    label: str = ""
    caption: str = ""
    alt: str = ""
    is_beside_picture: bool = False
    unread: tuple[str, ...] = ()


def diagram_fence(
    source: str, *, label: str, caption: str, alt: str, is_beside_picture: bool
) -> str:
    """Return a diagram as a fence, empty for none."""
    options = {
        "label": re.sub(r"^fig:", "fig-", label),
        "fig-cap": _quoted(caption),
        "fig-alt": _quoted(alt),
        "include": "false" if is_beside_picture else "",
    }
    lines = [f"//| {key}: {value}" for key, value in options.items() if value]
    code = "\n".join([*lines, source.replace("\r\n", "\n").strip("\n")])
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", code))])
    return f"{fence}{{dot}}\n{code}\n{fence}" if source.strip() else ""


def read_diagram_fence(content: str) -> DiagramFence:
    """Read what stands in a fence of a diagram."""
    lines, options, unread = content.rstrip("\n").split("\n"), {}, []
    while lines and (option := _OPTION.fullmatch(lines[0])):
        options[option["key"]] = _unquoted(option["value"].strip())
        lines.pop(0)
    label = re.sub(r"^fig-", "fig:", options.pop("label", ""))
    if label and not _LABEL.fullmatch(label):
        unread, label = [f"label: {label}"], ""
    values = {
        "caption": options.pop("fig-cap", ""),
        "alt": options.pop("fig-alt", ""),
        "is_beside_picture": options.pop("include", "") == "false",
    }
    unread += [f"{key}: {value}" for key, value in options.items()]
    return DiagramFence("\n".join(lines), label, unread=tuple(unread), **values)


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False) if text.strip() else ""


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        try:
            value = json.loads(text)
        except ValueError:
            return text
        return value if isinstance(value, str) else text
    return text[1:-1].replace("''", "'") if re.fullmatch(r"'.*'", text) else text
