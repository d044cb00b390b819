"""Serves uploaded media where no web server or object storage does."""

from http import HTTPStatus
from os import stat_result
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.media.ranges import read_part, wanted_part
from config.media.types import is_inert, media_type

# Documents have collection privacy, which Wagtail's own view checks.
PRIVATE_FOLDER = "documents"
RENDITIONS_FOLDER = "images"


class PartResponse(StreamingHttpResponse):
    """Names its file for a server that reads files itself, see config.serving.answers."""

    file_part: tuple[str, range] | None = None


@csrf_exempt
@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an uploaded file, a part of it, or that it hasn't changed.

    On object storage, lead there: what others kept of the site before it moved names `/media/`.
    Raises Http404 for all that is no public file. Other methods than GET and HEAD get a 405,
    which the CSRF check would forestall.
    """
    if settings.PICTURES_URL and path and not is_hidden(path.split("/")):
        moved = HttpResponsePermanentRedirect(default_storage.url(path))
        moved["Cache-Control"] = "public, max-age=3600"
        return moved
    file = find_file(path)
    return file_answer(request, file, name=file.name, cache_control=cache_control(file))


def file_answer(
    request: HttpRequest, file: Path, *, name: str, cache_control: str
) -> HttpResponseBase:
    """Answer with a file, a part of it, or that it hasn't changed; raise OSError for none.

    `name` is what readers know it by.
    """
    status = file.stat()
    headers = {**file_headers(name, status), "Cache-Control": cache_control}
    unchanged = HttpResponse(headers=headers)
    answer = get_conditional_response(
        request, headers["ETag"], int(status.st_mtime), response=unchanged
    )
    if answer is not None and answer is not unchanged:
        return answer
    validators = {headers["ETag"], headers["Last-Modified"]}
    part = wanted_part(request, size=status.st_size, validators=validators)
    return file_response(file, headers, part=part, size=status.st_size)


def find_file(path: str) -> Path:
    """Return the file that a path below MEDIA_ROOT names; raise Http404 for any other."""
    if not isinstance(default_storage, FileSystemStorage):
        raise Http404("Media is not stored here.")
    try:
        root = media_root()
        file = (root / path).resolve(strict=True)
        # Links have been followed and dots removed: a path that used either differs now.
        is_plain = file.is_file() and file.relative_to(root).as_posix() == path
    except (OSError, ValueError, RuntimeError) as error:
        raise Http404("No such file.") from error
    if not is_plain or is_hidden(path.split("/")):
        raise Http404("No such file.")
    return file


def media_root() -> Path:
    return Path(default_storage.path("")).resolve()


def is_hidden(names: list[str]) -> bool:
    """Tell whether a path leads to documents, which some file systems also call DOCUMENTS."""
    return names[0].casefold() == PRIVATE_FOLDER or any(name.startswith(".") for name in names)


def file_headers(name: str, status: stat_result) -> dict[str, str]:
    """Return the headers that a whole file and its parts have in common."""
    headers = {
        "Content-Type": media_type(name),
        "ETag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "Last-Modified": http_date(status.st_mtime),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if not is_inert(name):
        # An SVG opened by itself runs its scripts; in an <img>, where it can't, these two
        # headers mean nothing.
        headers["Content-Disposition"] = content_disposition_header(True, name)
        headers["Content-Security-Policy"] = (
            "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        )
    return headers


def cache_control(file: Path) -> str:
    """Return a year for renditions, whose names change with their content; else an hour."""
    is_rendition = file.is_relative_to(media_root() / RENDITIONS_FOLDER)
    return "public, max-age=31536000, immutable" if is_rendition else "public, max-age=3600"


def file_response(
    file: Path, headers: dict[str, str], *, part: range | None, size: int
) -> HttpResponseBase:
    """Answer 200 with the whole file, 206 with a part, or 416 when the part is empty."""
    if part is not None and not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    code = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
    if part is None:
        part = range(size)
    else:
        headers = {**headers, "Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
    headers = {**headers, "Content-Length": str(len(part))}
    response = PartResponse(read_part(file, part), status=code, headers=headers)
    if part:
        response.file_part = (str(file), part)
    return response
