"""Keeps the files of an export apart, on file systems that confuse them too."""

from unicodedata import normalize

from django.utils.translation import gettext

MAX_NAME_BYTES = 255


class TakenPaths:
    """The paths that are taken, each once; what can't be had is told."""

    def __init__(self, *reserved: str, tells_case: bool) -> None:
        self._tells_case = tells_case
        self._taken: set[str] = set()
        self._files: dict[str, str] = {}
        self._folders: set[str] = set()
        for path in reserved:
            self._take(path)

    def refusal(self, path: str) -> str:
        """Take a path, and return why it can't be had; empty if it was taken."""
        parts = path.split("/")
        if any(part in ("", ".", "..") or not part.isprintable() for part in parts):
            return gettext("no file can have this name")
        if any(len(part.encode()) > MAX_NAME_BYTES for part in parts):
            return gettext("too long for the name of a file")
        if other := self._in_the_way(path):
            return gettext("%(other)s is in its place") % {"other": other}
        self._take(path)
        return ""

    def other_case(self, path: str) -> str:
        """Return the path that some file systems take for this one; empty for none."""
        other = self._files.get(_folded(path), path)
        return "" if other == path else other

    def _in_the_way(self, path: str) -> str:
        other = self._files.get(_folded(path), "")
        if path in self._taken or (other and not self._tells_case):
            return other
        if _folded(path) in self._folders:
            return f"{path}/"
        return next(filter(None, (self._files.get(each) for each in _above(path))), "")

    def _take(self, path: str) -> None:
        self._taken.add(path)
        self._files.setdefault(_folded(path), path)
        self._folders.update(_above(path))


def _above(path: str) -> list[str]:
    parts = _folded(path).split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _folded(path: str) -> str:
    return normalize("NFC", path).casefold()
