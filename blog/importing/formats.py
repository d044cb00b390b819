"""Tells what lies in a folder to import: an export of another system, or files of its own."""

from pathlib import Path

from blog.importing.exports.export import Export
from blog.importing.folder import Folder
from blog.importing.ghost.reader import ghost_export, is_ghost
from blog.importing.medium_substack.medium import is_medium, medium_export
from blog.importing.medium_substack.substack import is_substack, substack_export
from blog.importing.wordpress.reader import wordpress_export
from blog.importing.wordpress.wxr import is_wxr

# A folder of more texts than a README and the like is no export, though one lies in it.
MAX_TEXTS = 2
# Exports lie at the top, or one folder below it, as a zip has them.
_DEPTHS = ("*", "*/*")


def find_export(folder: Folder) -> Export | None:
    """Return the export that a folder holds, or that the one file to import is; None for none."""
    files = _candidates(folder) if len(folder.paths) <= MAX_TEXTS else []
    if wxr := [file for file in files if file.suffix.lower() == ".xml" and is_wxr(file)]:
        return wordpress_export(folder, wxr)
    if ghost := [file for file in files if file.suffix.lower() == ".json" and is_ghost(file)]:
        # Several are the same site on several days; the last one has it all.
        return ghost_export(folder, ghost[-1])
    if folder.only or not files:
        return None
    if is_substack(folder.root):
        return substack_export(folder)
    return medium_export(folder) if is_medium(folder.root) else None


def _candidates(folder: Folder) -> list[Path]:
    if folder.only:
        return [folder.root / folder.only]
    found = [file for depth in _DEPTHS for file in folder.root.glob(depth)]
    return sorted(file for file in found if file.is_file() and not file.is_symlink())
