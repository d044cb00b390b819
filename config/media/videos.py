"""Serves videos and their captions to players, in parts as these ask for them."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from config.media.public_documents import public_document
from config.media.types import media_type
from config.media.views import file_answer

# A collection may become private.
CACHE_CONTROL = "public, max-age=300"


@csrf_exempt
@require_safe
def show_video(request: HttpRequest, document_id: int, file_name: str) -> HttpResponseBase:
    """Answer a video or its captions, or a part of it; raise Http404 for what is none or private.

    On object storage a video is loaded from there; captions come from the page's own origin, as
    browsers demand.
    """
    document = public_document(document_id, file_name, suffixes={*VIDEO_TYPES, CAPTIONS})
    try:
        if isinstance(document.file.storage, FileSystemStorage):
            answer = file_answer(request, Path(document.file.path))
        elif document.file_extension.lower() == CAPTIONS:
            kind = media_type(document.filename)
            answer = FileResponse(document.file.open("rb"), content_type=kind)
        else:
            answer = HttpResponseRedirect(document.file.url)
    except OSError as error:
        raise Http404("No such file.") from error
    answer["Cache-Control"] = CACHE_CONTROL
    return answer
