"""Reads how a cell is to be shown: Jupyter's tags, and Quarto's `#|` lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from blog.document.labels import LABEL
from blog.importing.fields.yaml_loading import load_yaml

MAX_OPTIONS = 4_000

Remarks = list[tuple[str, str, int | None]]
# As Quarto has it, behind the language's own sign of a comment.
_LINE = re.compile(r"[ \t]*(?:#|//|--|%%|;)\|[ \t]?(.*)")
_LABEL = re.compile(LABEL)
# What asks for no more than the notebook already holds: it is not run here.
_OF_RUNNING = {
    "eval", "freeze", "cache", "error", "warning", "message", "fig-width", "fig-height", "fig-dpi",
    "fig-format", "fig-align", "code-fold", "code-overflow", "code-line-numbers", "results",
}  # fmt: skip
_SHOWN = {"echo", "output", "include", "label", "fig-cap", "fig-alt", "tbl-cap", "lst-cap",
          "lst-label", "code-summary", "tags", "classes", "id"}  # fmt: skip


@dataclass
class Options:
    """What of a cell is shown, and the words for what it shows."""

    has_code: bool = True
    has_outputs: bool = True
    is_left_out: bool = False
    has_warnings: bool = True
    label: str = ""
    captions: tuple[str, ...] = ()
    alts: tuple[str, ...] = ()
    table_caption: str = ""
    code_caption: str = ""
    code_label: str = ""


def read_options(
    source: str, metadata: dict[str, Any], number: int, remarks: Remarks
) -> tuple[Options, str]:
    """Return how a cell is shown, and its source without the lines that say so."""
    options = Options()
    lines = source.split("\n")
    heads = []
    for line in lines:
        if not (match := _LINE.fullmatch(line)):
            break
        heads.append(match[1])
    said = _loaded("\n".join(heads)) if heads else {}
    if said is None:
        remarks.append(("options of a cell that can't be read, kept as code", heads[0], number))
        said, heads = {}, []
    _take(options, said)
    for name in said.keys() - _SHOWN - _OF_RUNNING:
        remarks.append(("option of a cell that means nothing here", name[:60], number))
    _take_tags(options, [*_names(metadata.get("tags")), *_names(said.get("tags"))])
    if metadata.get("hide_input") is True:  # of nbextensions, for whole notebooks too
        options.has_code = False
    return options, "\n".join(lines[len(heads) :]).lstrip("\n") if heads else source


def _loaded(text: str) -> dict[str, Any] | None:
    if len(text) > MAX_OPTIONS:
        return None
    try:
        said = load_yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if said is None:
        return {}
    return {str(name): value for name, value in said.items()} if isinstance(said, dict) else None


def _take(options: Options, said: dict[str, Any]) -> None:
    options.has_code = said.get("echo") is not False
    options.has_outputs = said.get("output") is not False
    options.is_left_out = said.get("include") is False
    options.has_warnings = said.get("warning") is not False
    options.label = _label(said.get("label"))
    options.captions, options.alts = _texts(said.get("fig-cap")), _texts(said.get("fig-alt"))
    options.table_caption = " ".join(_texts(said.get("tbl-cap")))
    options.code_caption = " ".join(_texts(said.get("lst-cap")))
    options.code_label = _label(said.get("lst-label"))


def _take_tags(options: Options, tags: Iterable[str]) -> None:
    for tag in (tag.replace("_", "-").lower() for tag in tags):
        match tag:
            case "remove-cell" | "hide-cell":
                options.is_left_out = True
            case "remove-input" | "hide-input":
                options.has_code = False
            case "remove-output" | "hide-output":
                options.has_outputs = False


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in _names(value))


def _label(value: object) -> str:
    return value if isinstance(value, str) and _LABEL.fullmatch(value) else ""
