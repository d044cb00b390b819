"""Front matter: the YAML or TOML block at the head of a Markdown file."""

import re
import tomllib
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from blog.exchange.entry import UnreadableError

MAX_CHARACTERS = 64 * 1024


class _SafeLoader(yaml.SafeLoader):
    """PyYAML's safe loader in Python, which stops at Python's recursion limit."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuse merge keys (`<<`): nested ones grow without bound."""


class _SafeYAMLHandler(YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> Any:
        return super().load(fm, Loader=_SafeLoader)


class _TOMLHandler(BaseHandler):
    """python-frontmatter's own needs a package that the standard library has replaced."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


_HANDLERS = (_SafeYAMLHandler(), _TOMLHandler())


def split_front_matter(text: str) -> tuple[dict[Any, Any], str]:
    """Return a file's front matter and the Markdown after it.

    A text between two rules that is no mapping is Markdown. Raises `UnreadableError` for a
    block that is malformed or over 64 kB.
    """
    text = text.lstrip("\n")
    handler = next((handler for handler in _HANDLERS if handler.detect(text)), None)
    if handler is None:
        return {}, text
    try:
        head, body = handler.split(text)
    except ValueError:  # no closing delimiter
        return {}, text
    if not head.strip():
        return {}, body
    metadata = _load(handler, head)
    return (metadata, body) if isinstance(metadata, dict) else ({}, text)


def _load(handler: BaseHandler, head: str) -> Any:
    if len(head) > MAX_CHARACTERS:
        raise UnreadableError("front matter over 64 kB")
    try:
        return handler.load(head)
    except RecursionError as error:
        raise UnreadableError("front matter nested too deeply") from error
    # ValueError: dates such as 2024-13-45, numbers of thousands of digits, TOML.
    except (yaml.YAMLError, ValueError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" (line {place.line + 1})" if place else ""
        raise UnreadableError(f"malformed front matter{where}") from error
