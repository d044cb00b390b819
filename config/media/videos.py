"""Serves videos and their captions to players, in parts as these ask for them."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from config.media.local_copies import local_path
from config.media.object_storage import StoreAwayError
from config.media.public_documents import public_document
from config.media.views import file_answer

# A collection may become private.
CACHE_CONTROL = "public, max-age=300"


@csrf_exempt
@require_safe
def show_video(request: HttpRequest, document_id: int, file_name: str) -> HttpResponseBase:
    """Answer a video, its captions, or a part; raise Http404 for what is none or private."""
    document = public_document(document_id, file_name, suffixes={*VIDEO_TYPES, CAPTIONS})
    try:
        with document.file.open("rb") as file:
            path = local_path(file)
        if path is None:
            raise FileNotFoundError(file.name)
        return file_answer(request, path, name=document.filename, cache_control=CACHE_CONTROL)
    except StoreAwayError:
        raise
    except OSError as error:
        raise Http404("No such file.") from error
