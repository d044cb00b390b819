"""Tells what kind a file is by what it begins with, and which names it may have."""

from pathlib import PurePosixPath

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_ALIKE = {"jpeg": "jpg"}
# As far as a comment or a declaration may reach before the drawing begins.
_SVG_WITHIN = 4096


def picture_name(name: str, data: bytes) -> str:
    """Return a file's name with the ending of what it holds, which browsers go by too."""
    kind = _picture_kind(data)
    path = PurePosixPath(name or "picture")
    suffix = path.suffix.lower()[1:]
    if not kind or _ALIKE.get(suffix, suffix) == kind:
        return path.name
    return f"{path.stem or 'picture'}.{kind}"


def _picture_kind(data: bytes) -> str:
    """Return the ending for a picture's bytes; empty for what is none that is known here."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "avif"
    head = data[:_SVG_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" if head.startswith((b"<svg", b"<?xml", b"<!")) and b"<svg" in head else ""
