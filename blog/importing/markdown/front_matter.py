"""Splits a Markdown file from the head that describes it: YAML, TOML, JSON or Pelican's lines.

What its keys mean stands in `front_matter_keys`.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from blog.importing.entry import UnreadableError
from blog.importing.fields.values import normal_key
from blog.importing.fields.yaml_loading import load_yaml

MAX_CHARACTERS = 64 * 1024

_NAME = r"([^\W\d][\w .-]{0,60}?)[\"']?[ \t]*[:=]"
_KEY = re.compile(rf"^[ \t]*[\"']?{_NAME}", re.MULTILINE)
_KEY_OF_HALF = re.compile(rf"(?:^[ \t]*[\"']?|[{{,]\s*\"){_NAME}", re.MULTILINE)
# As Pelican and MultiMarkdown write it: "Title: words", and what goes on below it indented.
# What may stand before a head, and is no text: spaces, comments.
_BEFORE = re.compile(r"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*", re.DOTALL)
# Without one of these, lines below a rule may be a text's first paragraph.
_SURE = {"title", "date", "draft", "layout", "published"}
_JSON_BEGINS = re.compile(r"\{\s*\"[\w-]+\"\s*:")
_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?")


@dataclass(frozen=True)
class Head:
    """What a file's head says, and the Markdown below it, which begins at a line of the file."""

    metadata: dict[Any, Any]
    body: str
    body_line: int = 1
    text: str = ""
    first_line: int = 1

    def line_of(self, key: str) -> int | None:
        """Return the line of the file that a key stands on."""
        for found in _KEY.finditer(self.text):
            if normal_key(found[1]) == key:
                return self.first_line + self.text.count("\n", 0, found.start(1))
        return None


@dataclass(frozen=True)
class _Fence:
    """How a kind of head begins and ends, and how it is read."""

    begins: re.Pattern[str]
    ends: re.Pattern[str]
    load: Callable[[str], Any]


_FENCES = (
    _Fence(
        re.compile(r"-{3,}[ \t]*(?:ya?ml)?[ \t]*\n"),
        re.compile(r"^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE),
        load_yaml,
    ),
    _Fence(
        re.compile(r"(?:\+{3,}|---[ \t]*toml)[ \t]*\n"),
        re.compile(r"^(?:\+{3,}|---)[ \t]*(?:\n|\Z)", re.MULTILINE),
        tomllib.loads,
    ),
    _Fence(
        re.compile(r"(?:;{3}|---[ \t]*json)[ \t]*\n"),
        re.compile(r"^(?:;{3}|---)[ \t]*(?:\n|\Z)", re.MULTILINE),
        json.loads,
    ),
)


def split_front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """Return a file's front matter and the Markdown after it; raises like `read_head`."""
    head = read_head(text)
    return head.metadata, head.body


def read_head(text: str) -> Head:
    """Return a file's head and the Markdown after it.

    A text between two rules that is no mapping is Markdown. Raises `UnreadableError` for a
    block that is malformed or over 64 kB.
    """
    start = len(text) - len(text.lstrip("\n"))
    before = _BEFORE.match(text)
    for place in {start, before.end() if before else start}:
        for fence in _FENCES:
            if opening := fence.begins.match(text, place):
                return _fenced_head(fence, opening, text)
    return _json_head(text, start) or _head_of_lines(text, start) or _no_head(text, start)


def _no_head(text: str, start: int = 0) -> Head:
    return Head({}, text[start:], body_line=start + 1)


def _fenced_head(fence: _Fence, opening: re.Match[str], text: str) -> Head:
    closing = fence.ends.search(text, opening.end()) or _end_of_half(fence, text, opening.end())
    if closing is None:
        return _no_head(text)
    head = text[opening.end() : closing.start()]
    first_line = 1 + text.count("\n", 0, opening.end())
    metadata = _loaded(fence.load, head, first_line) if head.strip() else {}
    if not isinstance(metadata, dict):
        return _no_head(text)
    return _head(metadata, text, opening.end(), closing.start(), closing.end())


def _end_of_half(fence: _Fence, text: str, start: int) -> re.Match[str] | None:
    """Return where a head that nothing ends is over: at the first empty line, if that is a head.

    As text it would show what it says, such as that it is a draft. Raises `UnreadableError` for
    one that is cut within a line.
    """
    blank = re.compile(r"^(?=\n)|\Z", re.MULTILINE).search(text, start)
    head = text[start : blank.start()][:MAX_CHARACTERS] if blank else ""
    try:
        read = fence.load(head)
    except (yaml.YAMLError, ValueError, RecursionError):
        _refuse_half(head, text.count("\n", 0, start) + 1)
        return None
    is_head = isinstance(read, dict) and not _SURE.isdisjoint(map(normal_key, read))
    return blank if is_head else None


def _refuse_half(head: str, line: int) -> None:
    """Raise `UnreadableError` for what can't be read and says what only a head does."""
    if not _SURE.isdisjoint(normal_key(found[1]) for found in _KEY_OF_HALF.finditer(head)):
        raise UnreadableError(f"front matter that breaks off (from line {line} on)")


def _head(metadata: dict[Any, Any], text: str, start: int, end: int, body: int) -> Head:
    return Head(
        metadata,
        text[body:],
        body_line=1 + text.count("\n", 0, body),
        text=text[start:end],
        first_line=1 + text.count("\n", 0, start),
    )


def _loaded(load: Callable[[str], Any], head: str, first_line: int) -> Any:
    if len(head) > MAX_CHARACTERS:
        raise UnreadableError("front matter over 64 kB")
    try:
        return load(head)
    except RecursionError as error:
        raise UnreadableError("front matter nested too deeply") from error
    # ValueError: numbers of thousands of digits, TOML, JSON.
    except (yaml.YAMLError, ValueError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" (line {first_line + place.line})" if place else ""
        raise UnreadableError(f"malformed front matter{where}") from error


def _json_head(text: str, start: int) -> Head | None:
    """Return the head of a text that begins with a JSON object, as Hugo takes it."""
    if not text.startswith("{", start):
        return None
    try:
        metadata, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        if _JSON_BEGINS.match(text, start):
            _refuse_half(text[start : start + MAX_CHARACTERS].partition("\n\n")[0], 1)
        return None
    if end - start > MAX_CHARACTERS:
        raise UnreadableError("front matter over 64 kB")
    return _head(metadata, text, start, end, end)


def _head_of_lines(text: str, start: int) -> Head | None:
    """Return the head of a text that begins with lines of "Key: value", one of them the title."""
    end = text.find("\n\n", start, start + MAX_CHARACTERS)
    end = end if end >= 0 else min(len(text), start + MAX_CHARACTERS)
    metadata: dict[Any, Any] = {}
    key = ""
    for line in text[start:end].splitlines():
        found = _LINE.fullmatch(line)
        if found:
            key = found[1]
            metadata[key] = found[2] or ""
        elif key and line.startswith((" ", "\t")) and line.strip():
            metadata[key] += f"\n{line.strip()}"
        else:
            return None
    if "title" not in map(normal_key, metadata):
        return None
    return _head(metadata, text, start, end, end)
