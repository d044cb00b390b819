"""Serves videos and their captions to players, in parts as these ask for them."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.documents.models import AbstractDocument

from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from config.media.public_documents import public_document
from config.media.ranges import wanted_part
from config.media.types import media_type
from config.media.views import file_answer, file_response

# A collection may become private.
CACHE_CONTROL = "public, max-age=300"


@csrf_exempt
@require_safe
def show_video(request: HttpRequest, document_id: int, file_name: str) -> HttpResponseBase:
    """Answer a video or its captions, or a part of it; raise Http404 for what is none or private.

    On object storage it is streamed from the private bucket, whose addresses nobody may read.
    """
    document = public_document(document_id, file_name, suffixes={*VIDEO_TYPES, CAPTIONS})
    try:
        if isinstance(document.file.storage, FileSystemStorage):
            answer = file_answer(request, Path(document.file.path))
        else:
            answer = _stored_file(request, document)
    except OSError as error:
        raise Http404("No such file.") from error
    answer["Cache-Control"] = CACHE_CONTROL
    return answer


def _stored_file(request: HttpRequest, document: AbstractDocument) -> HttpResponseBase:
    """Answer a file of a store, or a part of it; raise OSError where it is gone."""
    file = document.file
    file.open("rb")
    headers = {
        "Content-Type": media_type(document.filename),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    part = wanted_part(request, size=file.size, validators=set())
    return file_response(file, headers, part=part, size=file.size)
