"""Draws Graphviz sources as SVG, in a process that can take neither time, memory nor files."""

import re
import resource
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.utils.translation import gettext as _

from blog.diagrams.source import UndrawableError, refuse_source
from blog.pictures.examination import describe, examine_picture
from blog.pictures.limits import RefusedPictureError
from search.database.columns import shortened

SECONDS = 5
MAX_MEMORY = 512 * 1024 * 1024
MAX_SVG = 1024 * 1024
_LIMITS = {
    resource.RLIMIT_AS: MAX_MEMORY,
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_FSIZE: MAX_SVG,
    resource.RLIMIT_CORE: 0,
}
# As a program of a web server, Graphviz opens files below GV_FILE_PATH alone.
_ENVIRONMENT = {"SERVER_NAME": "localhost", "GV_FILE_PATH": "/nonexistent", "LC_ALL": "C.UTF-8"}
_HEAD = re.compile(rb"<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)
# A drawing is no way to other places: what is linked is named in the text.
_LINK = re.compile(rb"</?a\b[^>]*>|\s(?:xlink:)?(?:href|title)=\"[^\"]*\"(?=[^<>]*>)")


def can_draw() -> bool:
    """Tell whether Graphviz is on this server."""
    return shutil.which("dot") is not None


def draw(source: str) -> bytes:
    """Return a source's drawing; raises `UndrawableError` with Graphviz's reason, or ours."""
    refuse_source(source)
    with TemporaryDirectory() as folder:
        svg = _LINK.sub(b"", _HEAD.sub(b"", _drawn(source, Path(folder)))).strip()
    try:
        return examine_picture(svg, extension="svg")
    except RefusedPictureError as error:
        raise UndrawableError(describe(error)) from error


def _drawn(source: str, folder: Path) -> bytes:
    """Return what Graphviz draws, within a folder of its own."""
    out, told = folder / "out.svg", folder / "told.txt"
    with out.open("wb") as drawing, told.open("wb") as errors:
        code = _run(source, folder, drawing, errors)
    if code < 0:
        raise UndrawableError(_("it takes more time or memory than a drawing may."))
    if code or not out.stat().st_size:
        reason = " ".join(told.read_bytes()[:2_000].decode("utf-8", "replace").split())
        raise UndrawableError(shortened(reason or _("Graphviz gave no reason."), 200))
    return out.read_bytes()


def _run(source: str, folder: Path, drawing: IO[bytes], errors: IO[bytes]) -> int:
    """Run Graphviz and return its code; raises `UndrawableError` once its time is over."""
    command = [shutil.which("dot") or "dot", "-Tsvg"]
    streams = {"stdin": subprocess.PIPE, "stdout": drawing, "stderr": errors}
    with subprocess.Popen(command, cwd=folder, env=_ENVIRONMENT, **streams) as process:
        # Before it has read anything; a function between fork and exec is not safe with threads.
        for limit, most in _LIMITS.items():
            resource.prlimit(process.pid, limit, (most, most))
        try:
            process.communicate(source.encode("utf-8", "replace"), timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise UndrawableError(_("it takes more than %s seconds.") % SECONDS) from error
        return process.returncode
