"""Converts HTML that is pasted into the Markdown editor, and keeps its pictures."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blog.desk.uploads.image_upload import RefusedImageError, keep_image, may_add_images
from blog.importing.entry import Subject, UnreadableError
from blog.importing.html.convert import Converted, markdown_of
from blog.markdown.source_edits import Edits
from blog.markdown.tokens import parse_source
from blog.outbound.errors import OutboundError
from blog.outbound.requests import fetch

# Somebody waits; what takes longer stays a link that the editor's list of problems names.
MAX_PICTURES = 20
MAX_SECONDS = 15.0
MAX_PICTURE_BYTES = 10 * 1024 * 1024
# Each costs a tenth of a millisecond; a hundred printed pages have half as many.
MAX_TAGS = 100_000

_SUFFIXES = {
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}


@require_POST
def convert_pasted(request: HttpRequest) -> JsonResponse:
    """Answer the HTML `html` as `markdown`; else `error` with status 400.

    Its pictures become images of the library for whoever may add some; of those that can't be
    had the address stays. `missing` is how many these are, `message` says so, and is empty for
    none.
    """
    html = request.POST.get("html", "")
    try:
        if html.count("<") > MAX_TAGS:
            raise UnreadableError("too many tags")
        converted = markdown_of(html)
    except UnreadableError:
        return JsonResponse({"error": _("This is too much to paste at once.")}, status=400)
    addresses: Mapping[str, str] = {}
    if may_add_images(request.user):
        addresses = dict(_kept_pictures(converted, request.user))
    text = _readdressed(converted.markdown, addresses)
    missing = len({*converted.pictures} - addresses.keys()) + _count_lost(converted)
    answer = {"markdown": text.strip("\n"), "missing": missing, "message": _message(missing)}
    return JsonResponse(answer)


def _count_lost(converted: Converted) -> int:
    """Return how many pictures have not even an address."""
    return sum(remark.subject is Subject.PICTURE for remark in converted.remarks)


def _message(missing: int) -> str:
    if not missing:
        return ""
    text = ngettext("%d picture did not come along.", "%d pictures did not come along.", missing)
    return text % missing


def _kept_pictures(converted: Converted, user: AbstractBaseUser) -> Iterator[tuple[str, str]]:
    """Yield the addresses of pictures, and those of the library's images that they became."""
    deadline = time.monotonic() + MAX_SECONDS
    for address in list(dict.fromkeys(converted.pictures))[:MAX_PICTURES]:
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            return
        # Each one is shown as it was where it can't be had: the text matters more.
        with suppress(OutboundError, RefusedImageError):
            file = _picture_file(address, converted.embedded, seconds)
            yield address, f"image:{keep_image(file, user=user).pk}"


def _picture_file(
    address: str, embedded: Mapping[str, bytes], seconds: float
) -> SimpleUploadedFile:
    """Return the file of a picture, from within the HTML or from its address."""
    if address in embedded:
        return SimpleUploadedFile(address, embedded[address])
    fetched = fetch(address, accept="image/*", max_bytes=MAX_PICTURE_BYTES, max_seconds=seconds)
    path = PurePosixPath(unquote(urlsplit(address).path))
    kind = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    # Its type says what it is; many addresses have no file name, or another kind's.
    name = f"{path.stem or 'picture'}{_SUFFIXES.get(kind, path.suffix)}"
    return SimpleUploadedFile(name, fetched.body)


def _readdressed(markdown: str, addresses: Mapping[str, str]) -> str:
    """Return Markdown whose pictures have new addresses; all else stays as it is."""
    parsed = parse_source(markdown)
    edits = Edits(parsed)
    for span in parsed.spans:
        if span.is_image and span.target in addresses:
            edits.readdress(span, addresses[span.target])
    return "\n".join(edits.applied())
