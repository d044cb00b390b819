import json
import re
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from blog.models import SiteIdentity
from config.responses.site_files import expiry
from tests.factories import UserFactory

SITE = "http://testserver"
HOUR = "public, max-age=3600"


@pytest.fixture
def identity(home) -> SiteIdentity:
    return SiteIdentity.objects.get()


def test_robots_are_told_what_to_leave_alone(client, home):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == HOUR
    lines = response.content.decode().splitlines()
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    rules = RobotFileParser()
    rules.parse(lines)
    paths = ["/", "/blog/drift/", "/search/?q=drift", "/llms.txt", "/media/images/a.webp"]
    assert all(rules.can_fetch("Anybot", f"{SITE}{path}") for path in paths)
    for path in ("/admin/", "/admin/pages/", "/drafts/x/", "/search/suggest/?q=dr"):
        assert not rules.can_fetch("Anybot", f"{SITE}{path}")
    assert client.get("/sitemap.xml").status_code == 200


def test_robots_may_see_that_results_say_noindex(client, post):
    """A page that may not be fetched could be listed by its links alone."""
    disallowed = re.findall("Disallow: (.*)", client.get("/robots.txt").content.decode())
    patterns = [re.escape(rule).replace(r"\*", ".*") for rule in disallowed]

    def is_allowed(path):
        return not any(re.match(pattern, path) for pattern in patterns)

    assert is_allowed("/search/?q=drift")
    assert client.get("/search/?q=drift").headers["X-Robots-Tag"] == "noindex"
    # The ways to narrow a search have no end.
    assert not is_allowed("/search/?q=drift&tag=mlops")


def test_nobody_to_write_to_is_not_found(client, identity):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("a+b%c@example.org", "mailto:a+b%25c@example.org"),
        ("https://example.org/report?x=a@b", "https://example.org/report?x=a@b"),
    ],
)
def test_rfc_9116_contact_and_expires(client, identity, contact, uri):
    identity.security_contact = contact
    identity.full_clean()
    identity.save()
    response = client.get("/.well-known/security.txt")
    # Section 3: text/plain in UTF-8, at the well-known address.
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    # Each name stands once.
    assert len(fields) == len(lines)
    # Section 2.5.3: an URI, mailto for mail and https for the web.
    assert fields["Contact"] == uri
    # Section 2.5.5: RFC 3339, in the future, advised to be less than a year away.
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=150) < expires - timezone.now() < timedelta(days=365)
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en"


@pytest.mark.parametrize(
    "contact",
    ["http://example.org/", "someone", "javascript:alert(1)@x", "a@example.org\nPolicy: x",
     "https://", "https://exa mple.org", "tel:+49-1"],
)  # fmt: skip
def test_what_is_no_contact_is_refused(identity, contact):
    identity.security_contact = contact
    with pytest.raises(ValidationError) as refused:
        identity.full_clean()
    assert list(refused.value.message_dict) == ["security_contact"]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-01-31T23:59", "2026-08-01"),
        ("2026-05-01T00:00", "2026-12-01"),
        ("2026-06-15T12:00", "2027-01-01"),
        ("2026-12-31T00:00", "2027-07-01"),
    ],
)
def test_the_promise_ends_with_a_month(now, then):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert expiry(moment) == datetime.fromisoformat(then).replace(tzinfo=UTC)


def test_admins_name_the_contact(client, identity):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    form = client.get(
        reverse("wagtailsettings:edit", args=["blog", "siteidentity", identity.site_id])
    )
    assert b'name="security_contact"' in form.content


def test_a_device_learns_how_the_site_looks_on_it(client, identity):
    identity.name, identity.tagline = "Ours & <theirs>", "On models."
    identity.save()
    response = client.get("/site.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Ours & <theirs>"
    assert (manifest["lang"], manifest["dir"]) == ("en", "ltr")
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).status_code == 200
    page = client.get("/")
    assert b'rel="manifest" href="/site.webmanifest"' in page.content
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", ["/robots.txt", "/site.webmanifest", "/sitemap.xml", "/llms.txt"])
def test_only_reading_is_allowed(client, home, url):
    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405
