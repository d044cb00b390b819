"""Tells which files are videos and captions of them, by their names and by what they hold."""

from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIDEO_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
CAPTIONS = "vtt"
# An hour's captions have 100 kB.
MAX_CAPTIONS = 1024 * 1024

_EBML = b"\x1a\x45\xdf\xa3"
# Within the head of a file; a browser looks no further either.
_HEAD = 4096


def suffix_of(name: str) -> str:
    """Return the ending of a file's name in small letters, without the dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def video_fault(name: str, data: bytes) -> str | Promise:
    """Return what is wrong with a file that is to be played; empty for nothing."""
    match suffix_of(name):
        case "mp4":
            is_video = data[4:8] == b"ftyp"
        case "webm":
            is_video = data.startswith(_EBML) and b"webm" in data[:_HEAD]
        case _:
            return _("Choose a document that ends in .mp4 or .webm.")
    return "" if is_video else _("This file is no video, whatever its name says.")


def captions_fault(name: str, data: bytes) -> str | Promise:
    """Return what is wrong with a file that is to caption a video; empty for nothing."""
    if suffix_of(name) != CAPTIONS:
        return _("Choose a document that ends in .vtt.")
    if len(data) > MAX_CAPTIONS:
        return _("These captions are over 1 MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _("Save these captions as UTF-8.")
    first = text[: len("WEBVTT") + 1]
    is_captions = first.rstrip() == "WEBVTT" and "-->" in text
    return "" if is_captions else _("Captions begin with a line “WEBVTT” and have times.")
