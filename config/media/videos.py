"""Serves videos and their captions to players, in parts as these ask for them."""

from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.documents.models import AbstractDocument

from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from config.media.object_storage import StoreAwayError
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
    except StoreAwayError:
        raise
    except OSError as error:
        raise Http404("No such file.") from error
    answer["Cache-Control"] = CACHE_CONTROL
    return answer


def _stored_file(request: HttpRequest, document: AbstractDocument) -> HttpResponseBase:
    """Answer a file of a store, or a part of it, of which nothing else is fetched.

    Raises OSError where it is gone.
    """
    # Any: of Django's storages only that of a store reads parts.
    storage: Any = document.file.storage
    size = storage.size(document.file.name)
    headers = {
        "Content-Type": media_type(document.filename),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    if request.method == "HEAD":
        return HttpResponse(headers={**headers, "Content-Length": str(size)})
    part = wanted_part(request, size=size, validators=set())
    read = partial(storage.read_part, document.file.name)
    return file_response(read, headers, part=part, size=size)
