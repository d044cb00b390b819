"""Names the folder in which an import keeps files while it runs."""

from pathlib import Path

from django.conf import settings

# Below DATA_DIR, since /tmp may lie in memory.
FOLDER_NAME = "imports"
# What is named so is swept away, should a killed run leave it.
PREFIX = "unpacked-"


def unpacking_root() -> Path:
    """Return the folder, made if need be, that only this site's account can read."""
    root = settings.DATA_DIR / FOLDER_NAME
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root
