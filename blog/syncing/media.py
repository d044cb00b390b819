"""Finds where a folder has the pictures and documents that a site's posts show."""

from blog.exporting.media import FILES, IMAGES, SiteMedia
from blog.exporting.names import safe_name
from blog.syncing.files import Files


class FolderMedia:
    """Where the folder has the site's files: at any path with the same bytes, or at a new one.

    `missing` are those that it lacks, by their paths.
    """

    def __init__(self, files: Files, site: SiteMedia) -> None:
        self._files, self._site = files, site
        self._by_hash = files.folder.media_by_hash()
        self._taken: dict[str, str] = {}
        self.missing: dict[str, tuple[str, int]] = {}

    def path_of(self, kind: str, pk: int) -> str | None:
        """Return the path of a file within the folder; None where the site has none."""
        known = self._site.hash_of(kind, pk)
        if known is None:
            return None
        if known not in self._by_hash:
            self._by_hash[known] = self._new_path(kind, pk, known)
        return self._by_hash[known]

    def _new_path(self, kind: str, pk: int, known: str) -> str:
        folder = IMAGES if kind == "image" else FILES
        name = safe_name(self._site.name_of(kind, pk))
        stem, dot, suffix = name.rpartition(".")
        for path in (f"{folder}/{name}", f"{folder}/{stem}-{known[:12]}{dot}{suffix}"):
            is_there = self._files.exists(path)
            if is_there and self._files.sha1_of(path) == known:
                return path
            if not is_there and self._taken.setdefault(path.casefold(), known) == known:
                break
        self.missing[path] = kind, pk
        return path
