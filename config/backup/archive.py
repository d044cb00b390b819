"""Writes and reads a backup's file: a plain tar, so that it can't unpack to more than it is.

It ends with the manifest and the manifest's checksum, so a part of it is never taken for all.
"""

import hashlib
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from config.backup.errors import BackupError
from config.backup.manifest import Entry, Manifest, TableEntry
from config.backup.media_files import CHUNK, check_name

MANIFEST, CHECKSUM = "manifest.json", "manifest.sha256"
SPOOL_BYTES = 8 * 1024 * 1024
MAX_MANIFEST = 256 * 1024 * 1024


def table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def media_member(name: str) -> str:
    return f"media/{name}"


class ArchiveWriter:
    """Writes members of unknown length to a file; `folder` holds what memory should not."""

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        self.tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115  (closed later)
        self.folder = folder

    def add(self, member: str, chunks: Iterable[bytes]) -> tuple[int, str]:
        """Add a member; return its size and its SHA-256."""
        checksum = hashlib.sha256()
        with SpooledTemporaryFile(max_size=SPOOL_BYTES, dir=str(self.folder)) as spool:
            for chunk in chunks:
                checksum.update(chunk)
                spool.write(chunk)
            info = tarfile.TarInfo(member)
            info.size, info.mode = spool.tell(), 0o600
            spool.seek(0)
            self.tar.addfile(info, spool)
        return info.size, checksum.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        _size, checksum = self.add(MANIFEST, [manifest.to_json()])
        self.add(CHECKSUM, [f"{checksum}  {MANIFEST}\n".encode()])
        self.tar.close()


class Archive:
    """A backup whose parts are all there; `verify` tells whether they are unharmed too."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members = _members_of(tar)
        self.manifest = self._read_manifest()
        self._check_parts()

    def _read_manifest(self) -> Manifest:
        if list(self.members)[-2:] != [MANIFEST, CHECKSUM]:
            raise BackupError("The backup is cut short, or no backup of Epoch.")
        if self.members[MANIFEST].size > MAX_MANIFEST:
            raise BackupError("The backup's manifest can't be read.")
        content = b"".join(self.chunks(MANIFEST))
        expected = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()
        if self.members[CHECKSUM].size != len(expected) or expected not in self.chunks(CHECKSUM):
            raise BackupError("The backup's manifest has been changed.")
        return Manifest.from_json(content)

    def _check_parts(self) -> None:
        for entry in self.manifest.media:
            check_name(entry.name)
        wanted = {member: entry.size for member, entry in self.entries()}
        found = {name: info.size for name, info in list(self.members.items())[:-2]}
        if wanted != found or len(wanted) != len(list(self.entries())):
            raise BackupError("The backup does not hold what its manifest names.")

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield the name and the manifest's entry of each member."""
        yield from ((table_member(entry.name), entry) for entry in self.manifest.tables)
        yield from ((media_member(entry.name), entry) for entry in self.manifest.media)

    def chunks(self, member: str) -> Iterator[bytes]:
        with self.open(member) as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def open(self, member: str) -> IO[bytes]:
        """Open a member for reading."""
        # None stands for what is no file, and would have been refused.
        return cast("IO[bytes]", self.tar.extractfile(self.members[member]))

    def verify(self) -> None:
        """Raise BackupError unless every part is what it was when the backup was made."""
        for member, entry in self.entries():
            checksum, lines = hashlib.sha256(), 0
            for chunk in self.chunks(member):
                checksum.update(chunk)
                lines += chunk.count(b"\n")
            rows = entry.rows if isinstance(entry, TableEntry) else lines
            if (checksum.hexdigest(), lines) != (entry.sha256, rows):
                raise BackupError(f"{member} in the backup has been changed.")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a backup for reading; raise BackupError for whatever is not a whole one."""
    if not path.is_file():
        raise BackupError(f"{path} is no file.")
    with ExitStack() as stack:
        try:
            archive = Archive(stack.enter_context(tarfile.open(path, "r:")))
        except (tarfile.TarError, EOFError, RecursionError, UnicodeError) as error:
            raise BackupError(f"{path.name} is cut short, or no backup of Epoch.") from error
        except OSError as error:
            raise BackupError(f"{path.name} can't be read: {error.strerror}.") from error
        yield archive


def _members_of(tar: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """Return the members by name; raise BackupError for links, devices and doubles."""
    members = {}
    for info in tar:
        if info.type != tarfile.REGTYPE or info.issparse() or info.name in members:
            raise BackupError("The backup holds what no backup of Epoch holds: it is refused.")
        members[info.name] = info
    return members
