"""Serves the file of an interactive figure for its frame: no origin, no storage, no network.

But for WebRTC: browsers know no policy that forbids it.
"""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.media.object_storage import StoreAwayError
from config.media.public_documents import public_document

SUFFIX = "html"
# `sandbox` counts where the address is opened by itself, too. Scripts are the file's own, within
# it; whatever loads or sends anything falls to `default-src`.
POLICY = "; ".join(
    [
        "sandbox allow-scripts",
        "default-src 'none'",
        # Vega makes functions of expressions; Bokeh and Plotly draw in workers from blobs.
        "script-src 'unsafe-inline' 'unsafe-eval' blob:",
        "worker-src blob:",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "font-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "public, max-age=300",
}


@csrf_exempt
@require_safe
def show_frame(request: HttpRequest, document_id: int, file_name: str) -> HttpResponseBase:
    """Answer a document of HTML; raise Http404 for any other, and for one that is private."""
    document = public_document(document_id, file_name, suffixes={SUFFIX})
    try:
        file = document.file.open("rb")
    except StoreAwayError:
        raise
    except OSError as error:
        raise Http404("No such figure.") from error
    return FileResponse(file, content_type="text/html; charset=utf-8", headers=HEADERS)
