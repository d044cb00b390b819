from pathlib import Path

import pytest

from tests.workbench.bench.speed.nginx import location, quoted
from tests.workbench.bench.speed.reading import Answer


def test_an_answer_is_served_with_its_own_headers_but_nginx_own():
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
    headers |= {"Date": "now", "Content-Length": "3", "X-Policy": "default-src 'self'"}
    text = location("plain", Answer(200, headers, b"abc"), Path("/folder"))
    assert 'default_type "text/html; charset=utf-8";' in text
    assert 'add_header Content-Encoding "gzip";' in text
    assert "add_header X-Policy \"default-src 'self'\";" in text
    assert "Date" not in text
    assert "Content-Length" not in text


def test_quotes_are_kept_and_variables_refused():
    assert quoted('W/"a\\b"') == '"W/\\"a\\\\b\\""'
    with pytest.raises(ValueError, match="cost"):
        quoted("cost$")
