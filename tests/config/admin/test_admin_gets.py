"""A GET changes nothing in the admin: a picture in a post could ask for any of its addresses."""

import re

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# Who edits what at the moment and hears of its comments, and sessions: nothing anybody wrote.
HARMLESS = {"wagtailadmin_editingsession", "wagtailcore_pagesubscription", "django_session"}


def test_a_get_does_not_log_out(admin_client):
    response = admin_client.get(reverse("wagtailadmin_logout"))
    assert response.status_code == 405
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert admin_client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_post_does_log_out(admin_client):
    assert admin_client.post(reverse("wagtailadmin_logout")).status_code == 302
    assert admin_client.get(reverse("wagtailadmin_home")).status_code == 302


def addresses(patterns, prefix=""):
    """Yield the addresses below some patterns that need a page's id at most."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern.url_patterns, route)
        elif not re.search(r"[(^\\]|<(?!int:|slug:|str:)", route):
            yield route


def test_no_get_writes_anything_that_somebody_wrote(admin_client, post):
    (shell,) = (each for each in get_resolver().url_patterns if str(each.pattern) == "admin/"
                and not isinstance(each, URLPattern))  # fmt: skip
    found = sorted(set(addresses(shell.url_patterns)))
    assert len(found) > 100
    written, answered = {}, 0
    # What an id that leads nowhere gives is not asked here.
    admin_client.raise_request_exception = False
    for route in found:
        path = "/admin/" + re.sub(r"<\w+:\w+>", str(post.pk), route)
        with CaptureQueriesContext(connection) as queries:
            answered += admin_client.get(path).status_code in (200, 302, 405)
        tables = {match[1] for each in queries if (match := WRITE.match(each["sql"]))}
        if tables - HARMLESS:
            written[path] = tables - HARMLESS
    assert written == {}
    assert answered > 100
