"""Says which files of an archive are no posts: its own papers, lists, and parts of pages."""

from pathlib import PurePosixPath

from blog.markdown.export_names import EXPORTED_FILES

# How `sync` ends the name of what it lays beside a file.
THEIRS = ".theirs.md"
# Folders of generators, and of Obsidian, that hold what posts are made with.
_TEMPLATES = {
    "templates", "_templates", "archetypes", "layouts", "_layouts", "_includes", "_partials",
    "themes", "_themes", "shortcodes", "_sass", "_data",
}  # fmt: skip
# Of a repository, written in capitals by custom; a post may be about a licence.
_PAPERS = {
    "CHANGELOG", "CHANGES", "CODE_OF_CONDUCT", "CONTRIBUTING", "CONTRIBUTORS", "LICENCE", "LICENSE",
    "PULL_REQUEST_TEMPLATE", "SECURITY", "SUPPORT", "TODO",
}  # fmt: skip


def why_no_post(path: str, *, is_ours: bool = False) -> str:
    """Return why a file is left out, as the report says it; empty for a post.

    `is_ours` of a folder that an export wrote, or `sync`.
    """
    file = PurePosixPath(path)
    folders = file.parts[:-1]
    if is_ours and folders[:1] == (EXPORTED_FILES,):
        return "document that posts link to"
    if file.name.startswith("."):
        return "hidden file"
    # A post about templates may have a folder of its own.
    own = folders[:-1] if file.stem.lower() == "index" else folders
    if any(part.lower() in _TEMPLATES for part in own):
        return "file in a folder of templates"
    if file.name.endswith(THEIRS):
        return "the site's side of a conflict, as sync left it"
    name = file.name.partition(".")[0]
    if name.lower() == "readme":
        return "README, which describes the archive"
    if name in _PAPERS:
        return "paper of the archive itself"
    if name.lower() == "_index":
        return "_index, which is a list of posts"
    return "part of other pages, by the _ before its name" if name.startswith("_") else ""
