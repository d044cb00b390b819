"""Which requests a kept page may answer, and by what key."""

import pytest

from config.page_cache.request import Key, RequestReader, kept_query


@pytest.fixture
def reader(settings):
    settings.SITE_URL = "https://example.org"
    settings.ALLOWED_HOSTS = ["example.org", ".elsewhere.example", "[::1]"]
    settings.PORT = 8000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return RequestReader()


def environ(path="/blog/", query="", **changes):
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": "",
        "HTTP_HOST": "example.org",
        "wsgi.url_scheme": "http",
        **changes,
    }


def test_the_key_is_scheme_host_path_and_page(reader):
    asked = reader.read(environ(query="page=2", HTTP_X_FORWARDED_PROTO="https"))
    assert asked.key == Key(True, "example.org", "/blog/", "page=2")
    assert not asked.has_junk


def test_junk_is_told_and_left_out(reader):
    asked = reader.read(environ(query="utm_source=x&page=3&fbclid=y", HTTP_COOKIE="seen=1; b"))
    assert asked.key == Key(False, "example.org", "/blog/", "page=3")
    assert asked.has_junk


@pytest.mark.parametrize("host", ["example.org", "EXAMPLE.org", "example.org:8000", "[::1]:8000"])
def test_hosts_that_are_named_in_full(reader, host):
    assert reader.read(environ(HTTP_HOST=host)).key.host == host.lower()


@pytest.mark.parametrize(
    "changes",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"SCRIPT_NAME": "/below"},
        {"HTTP_HOST": "other.example"},
        {"HTTP_HOST": "any.elsewhere.example"},
        {"HTTP_HOST": "example.org:81"},
        {"HTTP_HOST": ""},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"CONTENT_LENGTH": "5"},
        {"HTTP_COOKIE": "theme=dark; sessionid=x"},
        {"HTTP_COOKIE": "csrftoken=x"},
        {"HTTP_COOKIE": " sessionid = x"},
    ],
)
def test_what_django_alone_answers(reader, changes):
    assert reader.read(environ(**changes)) is None


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/pages/",
        "/documents/1/a.pdf",
        "/drafts/x/",
        "/search/",
        "/search/suggest/",
        "/static/css/site.css",
        "/media/images/a.webp",
        "/healthz",
        "/readyz",
        "/metrics",
        "/" + "a" * 600,
        "",
        "*",
    ],
)
def test_addresses_that_are_never_kept(reader, path):
    assert reader.read(environ(path)) is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("page=1", "page=1"),
        ("page=100", "page=100"),
        ("utm_source=page", ""),
        ("&&x", ""),
        ("page=2&", "page=2"),
        ("page=101", None),
        ("page=02", None),
        ("page=two", None),
        ("page=", None),
        ("page", None),
        ("page=2&page=3", None),
        ("p%61ge=2", None),
        ("page=2&%70age=3", None),
        ("page=%32", None),
        ("page=2%26x", None),
    ],
)
def test_parameters(query, kept):
    assert kept_query(query) == kept


def test_a_page_is_made_from_its_key_alone(reader):
    asked = reader.read(
        environ(
            query="page=2&x=evil",
            HTTP_X_FORWARDED_HOST="evil.example",
            HTTP_COOKIE="a=b",
            HTTP_IF_NONE_MATCH="*",
            HTTP_X_FORWARDED_PROTO="https, evil",
            REQUEST_METHOD="HEAD",
        )
    )
    own = {"CONTENT_TYPE": "text/plain; charset=utf-16", "SCRIPT_URL": "/evil", "wsgi.input": None}
    plain = reader.plain_environ(environ("/evil/", **own, SERVER_NAME="here"), asked.key)
    assert plain.pop("wsgi.input").read() == b""
    assert plain == {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/blog/",
        "QUERY_STRING": "page=2",
        "SERVER_NAME": "here",
        "HTTP_HOST": "example.org",
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "https",
    }


def test_without_a_trusted_proxy_its_header_means_nothing(reader, settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    reader = RequestReader()
    asked = reader.read(environ(HTTP_X_FORWARDED_PROTO="https"))
    assert not asked.key.is_secure
    assert "HTTP_X_FORWARDED_PROTO" not in reader.plain_environ(environ(), asked.key)
