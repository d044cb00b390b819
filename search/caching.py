"""How long caches may keep what a search answered to a program."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

# Enough for a burst of the same letters; what was unpublished is gone from everywhere after it.
SECONDS = 10


def briefly_public(response: HttpResponse) -> HttpResponse:
    """Let any cache keep an answer for some seconds; what a session shaped stays out of them."""
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
