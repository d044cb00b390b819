"""Gives uploaded files names that every store takes."""

from pathlib import PurePosixPath

from django.core.files.storage import Storage

from search.database.columns import fitted

# Bytes of a name; file systems take 255, and Django may add eight to tell two apart.
MAX_NAME = 200


class FittingNames(Storage):
    """Django's own names, but for those of several bytes a letter, or without a letter."""

    def get_valid_name(self, name: str) -> str:
        # Django raises for a name of which it keeps nothing.
        path = PurePosixPath(super().get_valid_name(f"_{name}")[1:] or "file")
        suffix = path.suffix or (path.name if path.name.startswith(".") else "")
        stem = path.name.removesuffix(suffix) or "file"
        while len((stem + suffix).encode()) > MAX_NAME and stem:
            stem = fitted(stem, len(stem) - 1)
        return stem + suffix
