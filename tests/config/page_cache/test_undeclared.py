"""Development tells of views that read what kept pages are not told apart by."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from config.page_cache.undeclared import UndeclaredReadsMiddleware
from search.public.http_caching import shaped_by
from tests.config.page_cache.asking import ask, environ, kept

MIDDLEWARE = "config.page_cache.undeclared.UndeclaredReadsMiddleware"


def prints_all(request):
    return HttpResponse(str(dict(request.GET.items())))


def prints_one(request):
    return HttpResponse(request.GET.get("a", "") + request.GET.get("page", ""))


@shaped_by(parameters=["a"], headers=["Accept-Language"])
def names_both(request):
    return HttpResponse(request.GET.get("a", "") + request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


urlpatterns = [path("all/", prints_all), path("one/", prints_one), path("named/", names_both)]

READS = {
    "get": (lambda request: request.GET.get("a"), ["'a'"]),
    "subscript": (lambda request: request.GET["a"], ["'a'"]),
    "list": (lambda request: request.GET.getlist("a"), ["'a'"]),
    "in": (lambda request: "b" in request.GET, ["'b'"]),
    "all": (lambda request: list(request.GET), ["'all parameters'"]),
    "text": (lambda request: request.GET.urlencode(), ["'all parameters'"]),
    "copy": (lambda request: request.GET.copy(), ["'all parameters'"]),
    "items": (lambda request: list(request.GET.items()), ["'a'", "'all parameters'"]),
    "query": (lambda request: request.get_full_path(), ["'all parameters'"]),
    "header": (lambda request: request.headers.get("Accept-Language"), ["'Accept-Language'"]),
    "meta": (lambda request: request.META.get("HTTP_USER_AGENT"), ["'User-Agent'"]),
    "address": (lambda request: request.META["REMOTE_ADDR"], ["'REMOTE_ADDR'"]),
    "page": (lambda request: request.GET.get("page"), []),
    "host": (lambda request: (request.get_host(), request.is_secure()), []),
    "nothing": (lambda request: None, []),
}


@pytest.mark.parametrize("case", READS)
def test_each_way_of_reading_is_heard(case, caplog, hosts):
    read, names = READS[case]

    def view(request):
        read(request)
        return HttpResponse("")

    request = RequestFactory().get("/a/?a=1", headers={"host": "example.org"})
    request.resolver_match = None
    UndeclaredReadsMiddleware(view)(request)
    for name in names:
        assert f"reads {name} of the request" in caplog.text
    assert len(caplog.records) == len(names)


@pytest.mark.parametrize("address", ["/admin/?a=1", "/search/?q=1"])
def test_where_no_page_is_kept_anything_may_be_read(address, caplog, hosts):
    UndeclaredReadsMiddleware(prints_all)(RequestFactory().get(address))
    assert not caplog.records


def test_the_warning_says_which_view_reads_what(client, caplog, settings, hosts):
    settings.MIDDLEWARE = [MIDDLEWARE]
    with override_settings(ROOT_URLCONF=__name__):
        client.get("/one/?a=1", headers={"host": "example.org"})
        assert "prints_one reads 'a'" in caplog.text
        caplog.clear()
        client.get("/named/?a=1", headers={"host": "example.org"})
        assert not caplog.text


def test_each_reader_gets_what_a_named_parameter_or_header_asks_for(door, settings):
    settings.MIDDLEWARE = []
    front = door(WSGIHandler())
    with override_settings(ROOT_URLCONF=__name__):
        for _ in range(2):
            for value, language in (("1", "de"), ("2", "fr"), ("", "en")):
                asked = environ(f"/named/?a={value}", headers=[("Accept-Language", language)])
                assert ask(front, asked).body.decode() == value + language
            asked = environ("/named/", headers=[("Accept-Language", "pl")])
            assert ask(front, asked).body == b"pl"
    assert not kept(front)


@pytest.mark.django_db
def test_our_own_views_name_what_they_read(posts, client, caplog, settings, hosts):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    for address in ("/", "/blog/?page=2", "/blog/drift/?a=1", "/blog/feed.xml", "/sitemap.xml",
                    "/blog/drift/index.md", "/nowhere/?a=1", "/robots.txt", "/llms.txt",
                    "/blog/drift"):  # fmt: skip
        client.get(address, headers={"host": "example.org"})
        assert "kept pages are not told apart by" not in caplog.text, address
