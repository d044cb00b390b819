"""Counts what lies in a folder beside the posts and pictures."""

import os
from collections import Counter
from pathlib import PurePath

from django.conf import settings

from blog.importing.folder import SUFFIXES, Folder

MAX_KINDS = 30
OTHERS = "others"
# What people call the files that they most expect to come in.
NAMES = {
    ".rst": ("reStructuredText file", "reStructuredText files"),
    ".docx": ("Word document", "Word documents"),
}


def count_other_files(folder: Folder) -> dict[str, int]:
    """Return how many files of each extension are neither posts nor pictures, the most first."""
    if folder.only:
        return {}
    known = {*SUFFIXES, *(f".{each}" for each in settings.WAGTAILIMAGES_EXTENSIONS)}
    counts: Counter[str] = Counter()
    for _parent, folders, names in os.walk(folder.root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for suffix in (PurePath(name).suffix.lower()[:20] for name in names):
            if suffix not in known:
                counts[suffix if suffix in counts or len(counts) < MAX_KINDS else OTHERS] += 1
    return dict(counts.most_common())


def other_files_in_words(counts: dict[str, int]) -> str:
    """Return the counts as a report says them: “12 notebooks (.ipynb), 3 .css”."""
    return ", ".join(f"{count} {_named(suffix, count)}" for suffix, count in counts.items())


def _named(suffix: str, count: int) -> str:
    if suffix in NAMES:
        return f"{NAMES[suffix][count != 1]} ({suffix})"
    return suffix or "without extension"
