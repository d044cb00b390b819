"""Serves uploaded media where no web server or object storage does."""

from django.http import HttpRequest, HttpResponse
from django.views.static import serve
from django.conf import settings


def serve_media(request: HttpRequest, path: str) -> HttpResponse:
    return serve(request, path, document_root=settings.MEDIA_ROOT)
