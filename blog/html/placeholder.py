"""Writes and finds placeholders in HTML for what the whole post decides: no text can forge one.

They pass the sanitiser as text, and stand in no attribute: HTML takes their place.
"""

import re
import secrets

from django.utils.safestring import SafeString, mark_safe

_SECRET_BYTES = 8
_ANY_SECRET = f"[0-9a-f]{{{2 * _SECRET_BYTES}}}"


def new_secret() -> str:
    """Return what tells the placeholders of one body from any text."""
    return secrets.token_hex(_SECRET_BYTES)


def placeholder(secret: str, number: int, role: str) -> str:
    """Return what stands for a piece in one of its roles, a small letter."""
    return f"mark{secret}x{number}{role}."


def placeholder_pattern(secret: str = _ANY_SECRET) -> re.Pattern[str]:
    """Return what finds the placeholders of one body, or of any: their number and their role."""
    return re.compile(rf"mark{secret}x(\d+)([a-z])\.")


def own_paragraph(placeholder: str) -> SafeString:
    """Return a placeholder in the paragraph that carries it past the sanitiser."""
    return mark_safe(f"<p>{placeholder}</p>")
