"""What caches may do with what a search answers to a program."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def always_asked(response: HttpResponse) -> HttpResponse:
    """Let caches keep an answer, but ask each time: what is unpublished is gone at once."""
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response
