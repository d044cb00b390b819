"""Decides which uploaded files a browser may show, and under which type."""

from mimetypes import guess_type
from pathlib import PurePath

# Nothing in these can run a script or load another file. PDF is missing: browsers open it in
# a viewer with scripts, which the sandbox breaks; readers get PDFs as documents.
INERT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
}


def is_inert(name: str) -> bool:
    """Tell whether a file of this name is harmless when opened by itself."""
    return PurePath(name).suffix.lower() in INERT_TYPES


def media_type(name: str) -> str:
    """Return the media type for a file's name; `application/octet-stream` for what has none."""
    inert = INERT_TYPES.get(PurePath(name).suffix.lower())
    guessed, encoding = guess_type(name)
    return inert or (guessed if guessed and not encoding else "application/octet-stream")
