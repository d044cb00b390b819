"""Tidies text as it is stored: one kind of line end, and nothing that a database refuses."""

from typing import Any

from django.utils.text import normalize_newlines

REPLACEMENT = "\ufffd"


def tidied(text: str) -> str:
    """Return text with `\\n` for a line end, which browsers send as `\\r\\n`.

    NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD, as CommonMark has it.
    """
    text = normalize_newlines(text).replace("\x00", REPLACEMENT)
    try:
        text.encode()
    except UnicodeEncodeError:
        # JSON may write a character as a pair of them.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def tidied_json(value: Any) -> Any:
    """Return JSON's types with every text in them tidied."""
    if isinstance(value, str):
        return tidied(value)
    if isinstance(value, list):
        return [tidied_json(child) for child in value]
    if isinstance(value, dict):
        return {key: tidied_json(child) for key, child in value.items()}
    return value
