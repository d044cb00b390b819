"""Keeps the files of an import below DATA_DIR, where no reader's address leads."""

import json
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from blog.importing.archives.entry_names import RefusedEntryError, clean_path
from blog.importing.archives.opening import archive_name, only_folder_in, unpacking_root
from blog.importing.archives.unpacking import unpack
from blog.importing.entry import Remark, UnreadableError
from blog.models import ImportRun

PREFIX = "run-"
# Below a run's unpacked folder, so that no archive's name meets one of ours.
FILES = "files"
# Of one import; the disk holds other things too.
MAX_BYTES = 1024 * 1024 * 1024
MAX_FILES = 20_000
# Of all that one user's imports keep, sent and unpacked.
MAX_USER_BYTES = 3 * MAX_BYTES
# A run that nobody goes on with.
KEPT_SECONDS = 7 * 24 * 3600


class RefusedUploadError(Exception):
    """A file that is not taken; its message is for whoever sent it."""


def keep_uploads(
    run: ImportRun, files: Iterable[tuple[str, UploadedFile]], *, offset: int = 0
) -> None:
    """Keep files under their paths, or the part of one that begins at `offset`.

    Raises `RefusedUploadError`; the files before that one are kept.
    """
    files = list(files)
    folder = _uploads(run)
    _check_room(folder, files)
    shutil.rmtree(_unpacked(run), ignore_errors=True)
    _make_room(run, sum(file.size or 0 for _path, file in files))
    for path, file in files:
        try:
            _append(folder / clean_path(path or file.name or ""), file, offset)
        except RefusedEntryError as error:
            raise RefusedUploadError(_("This file’s name can’t be used.")) from error
        except OSError as error:
            message = _("The file could not be kept: %(reason)s") % {"reason": error.strerror}
            raise RefusedUploadError(message) from error


def _append(target: Path, file: UploadedFile, offset: int) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if offset > (target.stat().st_size if target.exists() else 0):
        raise RefusedUploadError(_("A part of this file got lost on the way: send it again."))
    # A part that is sent once more writes over itself; a file of the same name, over the old one.
    with target.open("r+b" if offset else "wb") as output:
        output.seek(offset)
        output.truncate()
        for chunk in file.chunks():
            output.write(chunk)


def _check_room(folder: Path, files: list[tuple[str, UploadedFile]]) -> None:
    kept = _sizes(folder)
    size = sum(kept) + sum(file.size or 0 for _path, file in files)
    if len(kept) + len(files) > MAX_FILES or size > MAX_BYTES:
        raise RefusedUploadError(_("An import takes at most 1 GB and 20,000 files."))


def _make_room(run: ImportRun, size: int) -> None:
    """Delete the files of a user's earlier imports, the oldest first, until more may be kept."""
    others = ImportRun.objects.filter(user=run.user_id).exclude(pk=run.pk).order_by("created_at")
    kept = {each: sum(_sizes(_run_folder(each))) for each in others if has_files(each)}
    total = sum(_sizes(_run_folder(run))) + size + sum(kept.values())
    for other, freed in kept.items():
        if total <= MAX_USER_BYTES:
            return
        if not other.is_active:
            forget_files(other)
            total -= freed
    if total > MAX_USER_BYTES:
        message = _("Your imports at work hold 3 GB: wait for them, or cancel and discard one.")
        raise RefusedUploadError(message)


def _sizes(folder: Path) -> list[int]:
    """Return the bytes of each file below a folder."""
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]


def has_files(run: ImportRun) -> bool:
    """Tell whether a run can still be begun or gone on with."""
    return _run_folder(run).is_dir()


def uploaded_names(run: ImportRun) -> list[str]:
    """Return the paths of what was sent."""
    folder = _uploads(run)
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def prepared(run: ImportRun) -> tuple[Path, list[Remark]]:
    """Return the folder to import, and remarks on what a zip could not give.

    One zip is unpacked, at the first call alone; all else is taken as it lies. Raises
    `UnreadableError`.
    """
    uploads = _uploads(run)
    children = list(uploads.iterdir())
    if len(children) != 1 or not _is_zip(children[0]):
        return only_folder_in(uploads), []
    place = _unpacked(run)
    if not place.is_dir():
        _unpack(children[0], place)
    told = json.loads((place / "remarks.json").read_text())
    return only_folder_in(place / FILES / archive_name(children[0])), [
        Remark(**each) for each in told
    ]


def _is_zip(path: Path) -> bool:
    return path.name.lower().endswith(".zip") and path.is_file()


def _unpack(archive: Path, place: Path) -> None:
    """Unpack beside the place first: a process that dies meanwhile leaves no half of it there."""
    half = place.with_name("half")
    shutil.rmtree(half, ignore_errors=True)
    folder = half / FILES / archive_name(archive)
    folder.mkdir(mode=0o700, parents=True)
    try:
        remarks = unpack(archive, folder)
    except UnreadableError:
        # A bomb has filled it as far as it may.
        shutil.rmtree(half, ignore_errors=True)
        raise
    told = [{"path": each.path, "what": each.what} for each in remarks]
    (half / "remarks.json").write_text(json.dumps(told))
    half.rename(place)


def forget_files(run: ImportRun) -> None:
    """Delete what was sent and unpacked."""
    shutil.rmtree(_run_folder(run), ignore_errors=True)


def sweep() -> None:
    """Delete the files of runs that nobody went on with for a week."""
    for folder in unpacking_root().glob(f"{PREFIX}*"):
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _run_folder(run: ImportRun) -> Path:
    return unpacking_root() / f"{PREFIX}{run.pk}"


def _unpacked(run: ImportRun) -> Path:
    return _run_folder(run) / "unpacked"


def _uploads(run: ImportRun) -> Path:
    """Return the folder of what was sent, called after the run, as a collection will be."""
    name = run.name.replace("/", " ").replace("\\", " ").strip(" .")[:60]
    folder = _run_folder(run) / "uploads" / (name or "Imported")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
