"""Every class of answer carries the headers, whoever made it."""

import pytest
from django.test import Client

from blog.html.addresses import PLAYER_ORIGINS, player_url
from config.responses.content_security import (
    admin_policy,
    header,
    media_origins,
    public_policy,
    session_policy,
)
from config.settings.object_storage import pictures_url
from home.models import HomePage
from tests.blog.sharing.draft_links import make_link
from tests.config.serving.observatory import findings, parse_policy, score
from tests.factories import UserFactory
from tests.people import restrict

SITE = "https://testserver"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


@pytest.fixture
def secure(settings):
    """The settings of a site whose address starts with https."""
    settings.IS_HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31536000


class SecureClient(Client):
    """A client whose every request comes over https."""

    def generic(self, *args, **kwargs):
        return super().generic(*args, **{**kwargs, "secure": True})


@pytest.fixture
def reader(secure):
    return SecureClient()


def get_unchanged(client):
    tag = client.get("/static/css/site.css").headers["Last-Modified"]
    return client.get("/static/css/site.css", headers={"If-Modified-Since": tag})


CLASSES = {
    "page": (200, lambda client: client.get("/")),
    "head": (200, lambda client: client.head("/")),
    "slash": (301, lambda client: client.get("/blog")),
    "not modified": (304, get_unchanged),
    "bad host": (400, lambda client: client.get("/", headers={"host": "evil.example"})),
    "bad form": (403, lambda client: client.post("/admin/login/")),
    "not found": (404, lambda client: client.get("/nothing/")),
    "bad method": (405, lambda client: client.post("/media/x.png")),
    "feed": (200, lambda client: client.get("/blog/feed.xml")),
    "sitemap": (200, lambda client: client.get("/sitemap.xml")),
    "markdown": (200, lambda client: client.get("/blog/index.md")),
    "robots": (200, lambda client: client.get("/robots.txt")),
    "search": (200, lambda client: client.get("/search/?q=x")),
    "health": (200, lambda client: client.get("/healthz")),
    "favicon": (302, lambda client: client.get("/favicon.ico")),
    "static": (200, lambda client: client.get("/static/css/site.css")),
    "missing static": (404, lambda client: client.get("/static/no.css")),
    "missing media": (404, lambda client: client.get("/media/no.png")),
    "missing document": (404, lambda client: client.get("/documents/9/no.pdf")),
    "login": (200, lambda client: client.get("/admin/login/")),
    "admin": (302, lambda client: client.get("/admin/")),
    "admin slash": (301, lambda client: client.get("/admin")),
    "password reset": (200, lambda client: client.get("/admin/password_reset/")),
}


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_answer_carries_the_headers(secure, settings, blog, name):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = SecureClient(enforce_csrf_checks=True)
    status, ask = CLASSES[name]
    response = ask(client)
    assert response.status_code == status
    assert HEADERS.items() <= dict(response.headers.items()).items()
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_an_error_carries_the_headers(reader, home, monkeypatch):
    monkeypatch.setattr(HomePage, "serve", lambda *args: 1 / 0)
    reader.raise_request_exception = False
    response = reader.get("/")
    assert response.status_code == 500
    assert HEADERS.items() <= dict(response.headers.items()).items()
    assert response.headers["Content-Security-Policy"] == header(public_policy())


def test_http_is_redirected_to_https_on_the_same_host(secure, client, home):
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (301, f"{SITE}/")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # Browsers heed it over https alone, and the standard forbids it elsewhere.
    assert "Strict-Transport-Security" not in response.headers


def test_plain_http_promises_no_https(client, home):
    response = client.get("/")
    assert "Strict-Transport-Security" not in response.headers
    assert "upgrade-insecure-requests" not in response.headers["Content-Security-Policy"]


def test_a_views_own_headers_stay(reader, post, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "drawing.svg").write_text("<svg/>")
    drawing = reader.get("/media/drawing.svg").headers
    assert drawing["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert drawing["Cross-Origin-Resource-Policy"] == "cross-origin"
    unchanged = reader.get("/media/drawing.svg", headers={"If-None-Match": drawing["ETag"]})
    # What a 304 says replaces what the browser keeps with the file.
    assert unchanged.status_code == 304
    assert "Content-Security-Policy" not in unchanged.headers
    assert "Cross-Origin-Resource-Policy" not in unchanged.headers
    assert unchanged.headers["X-Content-Type-Options"] == "nosniff"
    post.save_revision()
    draft = reader.get(make_link(post).get_absolute_url())
    assert draft.headers["Referrer-Policy"] == "no-referrer"
    assert draft.headers["Content-Security-Policy"] == header(public_policy())


def test_readers_get_the_strict_policy_and_editors_the_admins(admin_client, home):
    answers = [Client().get("/"), Client().get("/admin/"), admin_client.get("/")]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    assert policies == [header(make()) for make in (public_policy, admin_policy, session_policy)]


@pytest.mark.parametrize("policy", [public_policy, session_policy, admin_policy])
def test_the_admin_alone_is_allowed_style_elements_and_one_handler(secure, policy):
    text = header(policy())
    assert "upgrade-insecure-requests" in text
    assert "nonce" not in text
    directives = parse_policy(text)
    assert directives["default-src"] == {"'none'"}
    elements = directives.pop("style-src-elem", set())
    assert ("'unsafe-inline'" in elements) == (policy is admin_policy)
    unsafe = [name for name, sources in directives.items() if "unsafe" in str(sources)]
    assert unsafe == (["script-src-attr"] if policy is admin_policy else [])


def test_frames_are_those_of_the_players_that_a_post_may_show():
    players = [player_url(f"https://{path}") for path in ("youtu.be/dQw4w9WgXcQ", "vimeo.com/1")]
    assert [player.startswith(PLAYER_ORIGINS) for player in players] == [True, True]


@pytest.mark.parametrize(
    ("places", "origin"),
    [
        ({"domain": "media.example.org"}, "https://media.example.org"),
        ({"endpoint": "http://store.example:9000"}, "http://store.example:9000"),
        ({"region": "eu-west-1"}, "https://pics.s3.eu-west-1.amazonaws.com"),
        ({}, "https://pics.s3.amazonaws.com"),
    ],
)
def test_pictures_may_come_from_object_storage(settings, places, origin):
    settings.PICTURES_URL = pictures_url("pics", **places)
    assert media_origins() == [origin]
    assert f"img-src 'self' {origin};" in header(public_policy())


PUBLIC = ["/", "/blog/", "/blog/drift/", "/search/?q=drift", "/nothing/", "/blog/feed.xml"]


@pytest.mark.parametrize("path", PUBLIC)
def test_the_observatory_gives_public_pages_120(reader, post, path):
    assert score(reader.get(path), f"{SITE}{path}") >= 120


def test_the_observatory_gives_the_admin_120(reader, home):
    login = reader.get("/admin/login/")
    UserFactory(username="writer", group="Editors")
    signed_in = reader.post(
        "/admin/login/", {"username": "writer", "password": "secret-lamp-42", "next": "/admin/"}
    )
    assert signed_in.cookies.keys() == {"csrftoken", "sessionid", "known_browser"}
    answers = {"login": login, "sign in": signed_in, "home": reader.get("/admin/")}
    assert {name: score(answer, SITE) >= 120 for name, answer in answers.items()} == dict.fromkeys(
        answers, True
    )


def test_the_observatory_scores_a_password_form(reader, post):
    restrict(post, "password")
    assert score(reader.get(post.url), SITE) >= 120


WEAK = {
    "Content-Security-Policy": ("default-src *; script-src 'self' 'unsafe-inline'", "policy", -20),
    "Strict-Transport-Security": ("max-age=100", "transport", -10),
    "Referrer-Policy": ("unsafe-url", "referrer", -5),
    "X-Content-Type-Options": ("sniff", "sniffing", -5),
    "Cross-Origin-Resource-Policy": ("cross-origin", "resources", -20),
}


@pytest.mark.parametrize("name", WEAK)
def test_the_observatory_counts_what_is_weak(reader, home, name):
    value, finding, modifier = WEAK[name]
    response = reader.get("/")
    response.headers[name] = value
    assert findings(response, SITE)[finding] == modifier


def test_the_observatory_counts_weak_cookies_and_foreign_scripts(reader, home):
    response = reader.get("/")
    response.set_cookie("sessionid", "x")
    response.content = b'<script src="https://cdn.example/x.js"></script>'
    counted = findings(response, SITE)
    assert (counted["cookies"], counted["scripts"]) == (-30, -5)
