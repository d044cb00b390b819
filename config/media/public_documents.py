"""Finds documents that everybody may see, for what pages load by itself."""

from collections.abc import Container

from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument


def public_document(
    document_id: int, file_name: str, *, suffixes: Container[str]
) -> AbstractDocument:
    """Return a document by number and name; raise Http404 for a private one, or of another kind."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document is None or document.filename != file_name:
        raise Http404("No such file.")
    if document.file_extension.lower() not in suffixes:
        raise Http404("No such file.")
    if document.collection.get_view_restrictions().exists():
        raise Http404("No such file.")
    return document
