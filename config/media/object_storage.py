"""Keeps uploads in object storage: pictures in a public bucket, documents in a private one."""

from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from config.media.local_copies import open_copy
from config.media.naming import FittingNames

# Documents have collection privacy; a name with a dot before it is no upload, but a note of ours.
DOCUMENTS = "documents/"
PRIVATE = (DOCUMENTS, ".")


class StoreAwayError(OSError):
    """A store can't be reached, or does not do what it is asked."""


class PublicAndPrivateStorage(FittingNames, Storage):
    """Hands each name on to the storage of its kind: "pictures" or "documents" of STORAGES."""

    def _of(self, name: str) -> Storage:
        return storages["documents" if name.startswith(PRIVATE) else "pictures"]

    def open(self, name: str, mode: str = "rb") -> File:
        if mode == "rb" and name.startswith(DOCUMENTS):
            return open_copy(self._of(name), name)
        return self._of(name).open(name, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        name = name or content.name
        return self._of(name).save(name, content, max_length)

    def delete(self, name: str) -> None:
        self._of(name).delete(name)

    def exists(self, name: str) -> bool:
        return self._of(name).exists(name)

    def size(self, name: str) -> int:
        return self._of(name).size(name)

    def url(self, name: str | None) -> str:
        """Return the address of a picture, the same for good; that of a document lets nobody in:
        Wagtail's view serves those, by the rights of who asks."""
        return self._of(name or "").url(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        if path:
            return self._of(path).listdir(path)
        found = [storages[alias].listdir("") for alias in ("pictures", "documents")]
        return [n for folders, _ in found for n in folders], [
            n for _, files in found for n in files
        ]

    def get_modified_time(self, name: str) -> Any:
        return self._of(name).get_modified_time(name)
