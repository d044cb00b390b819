"""Tells the log and the metrics of answers that Django never saw."""

import logging
from typing import Any

from django.conf import settings

from config.monitoring.request_log import request_id
from config.page_cache.cache import Observe

VIEW = "page-cache"

logger = logging.getLogger("epoch.access")


def observer() -> Observe | None:
    """Return what is told of each answer; None where neither log nor metrics want to hear."""
    tellers: list[Observe] = [log] if logger.isEnabledFor(logging.INFO) else []
    if settings.METRICS:
        tellers.append(measure())
    if not tellers:
        return None

    def tell(environ: dict[str, Any], status: str, seconds: float) -> None:
        for each in tellers:
            each(environ, status, seconds)

    return tell


def log(environ: dict[str, Any], status: str, seconds: float) -> None:
    """Write the line that `RequestLogMiddleware` writes for others."""
    fields = {
        "request_id": request_id(environ.get("HTTP_X_REQUEST_ID", "")),
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"].encode("latin-1", "replace").decode("utf-8", "replace"),
        "status": int(status[:3]),
        "duration_ms": round(seconds * 1000, 1),
        "from": VIEW,
    }
    logger.info("request", extra={"fields": fields})


def measure() -> Observe:
    """Return what counts an answer where other requests are counted."""
    from config.monitoring.metrics import SECONDS

    def count(environ: dict[str, Any], status: str, seconds: float) -> None:
        SECONDS.labels(environ["REQUEST_METHOD"], f"{status[0]}xx", VIEW).observe(seconds)

    return count
