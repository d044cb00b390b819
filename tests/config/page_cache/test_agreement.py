"""The page cache reads a request as Django will, whatever is in it."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.page_cache.request import RequestReader
from tests.config.page_cache.asking import environ

COOKIES = ["sessionid", "csrftoken", "a", "=", ";", ",", " ", '"', "\t", "\x1c", "\u3000", "%73"]
QUERY = ["page", "pa%67e", "%70age", "=", "=2", "=10", "=101", "&", ";", "+", "%20", "%", "2", "0"]
QUERY += ["x", "[]", "%00", "%26", "%3D", "\u0662", "page=2", "page=3", "utm=1", "#", "?", "%C2%A0"]
PROTO = ["https", "http", "HTTPS", ",", " ", "s", "\t", ";", ""]

often = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def texts(parts):
    return st.lists(st.sampled_from(parts), max_size=9).map("".join)


@pytest.fixture
def reader(proxied):
    proxied.SESSION_COOKIE_NAME, proxied.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    return RequestReader()


@often
@given(texts(QUERY))
def test_of_all_parameters_only_the_page_that_is_kept_can_matter(reader, query):
    asked = reader.read(environ(f"/blog/?{query}"))
    if asked is not None:
        whole = WSGIRequest(environ(f"/blog/?{query}")).GET
        kept = WSGIRequest(reader.plain_environ(environ(), asked.key)).GET
        assert whole.getlist("page") == kept.getlist("page")
        assert set(kept) <= {"page"}
        assert asked.has_junk or whole == kept


@often
@given(texts(COOKIES))
def test_whoever_has_a_session_or_token_is_told_from_others(reader, cookies):
    request = environ("/", headers=[("Cookie", cookies.encode().decode("latin-1"))])
    is_personal = {"sessionid", "csrftoken"} & set(WSGIRequest(dict(request)).COOKIES)
    if is_personal:
        assert reader.read(request) is None


@often
@given(texts(PROTO), st.sampled_from(["http", "https"]))
def test_a_request_is_as_secure_as_its_key(reader, value, scheme):
    request = environ("/", headers=[("X-Forwarded-Proto", value)], **{"wsgi.url_scheme": scheme})
    asked = reader.read(request)
    assert asked.key.is_secure == WSGIRequest(dict(request)).is_secure()
    plain = WSGIRequest(reader.plain_environ(request, asked.key))
    assert plain.is_secure() == asked.key.is_secure


@often
@given(
    st.sampled_from(["example.org", "www.example.org", "EXAMPLE.org"]), texts([":", "8000", "."])
)
def test_a_kept_host_is_one_that_django_lets_in(reader, name, rest):
    request = environ("/", headers=[("Host", name + rest)])
    asked = reader.read(request)
    if asked is not None:
        assert WSGIRequest(dict(request)).get_host().lower() == asked.key.host


@often
@given(st.text(st.characters(max_codepoint=0x7FF), max_size=30))
def test_a_fill_asks_for_the_path_of_the_request(reader, path):
    request = environ("/" + path.replace("?", "").replace("%", ""))
    asked = reader.read(request)
    if asked is not None:
        plain = WSGIRequest(reader.plain_environ(request, asked.key))
        assert plain.path_info == WSGIRequest(dict(request)).path_info
        assert plain.get_full_path().startswith("/")
