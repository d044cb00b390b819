"""Reads the cells of a notebook, whatever types they hold: what is wrong is told by its cell."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from blog.importing.notebooks.options import Options, read_options
from blog.importing.placeholders import without_placeholders

MAX_OUTPUTS = 200

Remarks = list[tuple[str, str, int | None]]
_HALF = re.compile("[\ud800-\udfff]")
_ID = re.compile(r"[\w-]{1,64}")
_KINDS = {"markdown", "code", "raw"}


@dataclass
class Cell:
    """One cell: its number from 1, its kind, its own id if it has one, and how it is shown.

    `outputs` are the raw ones; `attachments` are the pictures within it, by name and MIME type.
    """

    number: int
    kind: str
    source: str
    id: str = ""
    options: Options = field(default_factory=Options)
    outputs: list[dict[str, Any]] = field(default_factory=list)
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    format: str = ""

    @property
    def fingerprint(self) -> str:
        """What tells its source from others."""
        return hashlib.sha256(f"{self.kind}\n{self.source.strip()}".encode()).hexdigest()[:16]


def read_cell(raw: object, number: int, remarks: Remarks) -> Cell | None:
    """Return a cell; None, and a remark, for what is none."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in (*_KINDS, "heading"):
        remarks.append(("cell of a kind that is not known", _type_of(raw), number))
        return None
    metadata = raw["metadata"] if isinstance(raw.get("metadata"), dict) else {}
    source = without_placeholders(text_of(raw.get("source")))
    if raw.get("source") is not None and not isinstance(raw["source"], str | list):
        remarks.append(("source of a cell that is no text", "", number))
    kind = str(raw["cell_type"])
    cell = Cell(number, "markdown" if kind == "heading" else kind, source)
    if kind == "code":
        cell.options, cell.source = read_options(source, metadata, number, remarks)
        cell.outputs = _outputs(raw.get("outputs"), number, remarks)
    else:
        cell.options, _ = read_options("", metadata, number, remarks)
        cell.attachments = _attachments(raw.get("attachments"))
        cell.format = str(metadata.get("raw_mimetype") or metadata.get("format") or "")[:60]
    given = raw.get("id")
    if isinstance(given, str) and _ID.fullmatch(given):
        cell.id = given
    return cell


def text_of(value: object) -> str:
    """Return a text that may be one, or a list of lines; empty for anything else.

    JSON's escapes can write halves of signs, which neither UTF-8 nor a database takes.
    """
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    if not isinstance(value, str):
        return ""
    return value if value.isascii() or not _HALF.search(value) else _HALF.sub("\ufffd", value)


def _outputs(raw: object, number: int, remarks: Remarks) -> list[dict[str, Any]]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        remarks.append(("outputs of a cell that are no list", _type_of(raw), number))
        return []
    found = [each for each in raw if isinstance(each, dict)]
    if len(found) < len(raw):
        remarks.append(("output that is no object", str(len(raw) - len(found)), number))
    found = _joined_streams(found)
    if len(found) > MAX_OUTPUTS:
        remarks.append(("outputs past the 200th of a cell", str(len(found) - MAX_OUTPUTS), number))
    return found[:MAX_OUTPUTS]


def _joined_streams(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return outputs with pieces of one stream that follow each other as one."""
    joined: list[dict[str, Any]] = []
    parts: list[list[str]] = []
    for output in outputs:
        if output.get("output_type") != "stream":
            joined.append(output)
            continue
        last = joined[-1] if joined else {}
        if last.get("output_type") == "stream" and last.get("name") == output.get("name"):
            parts[-1].append(text_of(output.get("text")))
        else:
            parts.append([text_of(output.get("text"))])
            joined.append({"output_type": "stream", "name": output.get("name")})
    streams = [each for each in joined if each.get("output_type") == "stream"]
    for stream, pieces in zip(streams, parts, strict=True):
        stream["text"] = "".join(pieces)
    return joined


def _attachments(raw: object) -> dict[str, dict[str, str]]:
    if not isinstance(raw, dict):
        return {}
    return {
        str(name): {str(kind): text_of(data) for kind, data in bundle.items()}
        for name, bundle in raw.items()
        if isinstance(bundle, dict)
    }


def _type_of(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("cell_type"))[:60]
    return type(value).__name__
