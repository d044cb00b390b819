"""Compresses what Django writes for readers; static files come compressed from WhiteNoise."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# XML, JSON and the like end so, behind what they hold.
TEXTS = ("text/", "application/json", "application/manifest+json")
ENDINGS = ("+xml", "+json", "/xml")


class CompressionMiddleware(GZipMiddleware):
    """Compresses texts that the page cache doesn't keep.

    Files are sent as they are, and in the parts that are asked for.

    Each answer's length is a little random, so that none betrays a token it holds beside what an
    attacker chose (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or not is_text(response.headers.get("Content-Type", "")):
            return response
        return super().process_response(request, response)


def is_text(content_type: str) -> bool:
    """Tell whether a value of Content-Type is worth packing."""
    kind = content_type.partition(";")[0].strip()
    return kind.startswith(TEXTS) or kind.endswith(ENDINGS)
