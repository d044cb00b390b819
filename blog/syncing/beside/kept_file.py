"""Keeps a file beside the posts as the site has it, until somebody writes into it."""

from blog.syncing.bases import FOLDER
from blog.syncing.files import Files, text_hash
from blog.syncing.report import SyncReport


class KeptFile:
    """A file of one blog's folder, and what was written into it last."""

    def __init__(self, path: str, files: Files, report: SyncReport) -> None:
        self._path, self._files, self._report = path, files, report
        self._written = f"{FOLDER}/{path.partition('.')[0]}.txt"

    def there(self) -> bytes | None:
        """Return what the folder has of it; None for none."""
        return self._files.bytes_of(self._path)

    def is_ours(self) -> bool:
        """Tell whether it is as it was written last, or not there."""
        there = self.there()
        return there is None or self._files.bytes_of(self._written) == text_hash(there).encode()

    def write(self, data: bytes) -> None:
        """Write it, unless it holds just that."""
        if (self.there() or b"") != data:
            self._files.write(self._path, [data])
            self._report.written.append(self._path)
        known = text_hash(data).encode()
        if self._files.bytes_of(self._written) != known:
            self._files.write(self._written, [known])
