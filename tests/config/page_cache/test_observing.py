"""What the log and the metrics hear of answers from the page cache."""

import logging

from config.monitoring.metrics import REGISTRY
from config.page_cache.observing import VIEW, observer

REQUEST = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/caf\u00c3\u00a9/",
    "HTTP_X_REQUEST_ID": "abcdefgh",
}


def test_nobody_is_told_where_nobody_wants_to_hear(settings, caplog):
    settings.METRICS = False
    caplog.set_level(logging.WARNING, "epoch.access")
    assert observer() is None


def test_a_line_is_logged(settings, caplog):
    settings.METRICS = False
    caplog.set_level(logging.INFO, "epoch.access")
    observer()(REQUEST, "304 Not Modified", 0.0012)
    assert caplog.records[-1].fields == {
        "request_id": "abcdefgh",
        "method": "GET",
        "path": "/café/",
        "status": 304,
        "duration_ms": 1.2,
        "from": VIEW,
    }


def test_an_answer_is_counted(settings, caplog):
    settings.METRICS = True
    caplog.set_level(logging.WARNING, "epoch.access")
    labels = {"method": "GET", "status": "2xx", "view": VIEW}

    def counted():
        return REGISTRY.get_sample_value("epoch_http_request_seconds_count", labels) or 0

    before = counted()
    observer()(REQUEST, "200 OK", 0.001)
    assert counted() == before + 1
