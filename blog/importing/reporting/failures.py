"""Puts into a line of the report why a file failed, so that the others go on."""

import logging

from django.core.exceptions import ValidationError

from blog.importing.entry import UnreadableError

logger = logging.getLogger(__name__)


def reason_of(error: Exception, path: str) -> str:
    """Return why a file failed; the log has all of what nobody expected."""
    if isinstance(error, UnreadableError):
        return str(error)
    if isinstance(error, ValidationError):
        return "; ".join(_lines(error))
    logger.error("Import of %r failed", path, exc_info=error)
    return f"{type(error).__name__}: {error}"


def _lines(error: ValidationError) -> list[str]:
    if hasattr(error, "error_dict"):
        return [f"{name}: {'; '.join(texts)}" for name, texts in error.message_dict.items()]
    return [str(message) for message in error.messages] or [str(error)]
