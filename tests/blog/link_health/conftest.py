"""The switch turned on, and a site on loopback that may be asked."""

import pytest

from blog.link_health import asking
from blog.models import LinkHealth
from tests.blog.link_health.other_site import other_site


@pytest.fixture
def health(db):
    return LinkHealth.objects.create(is_on=True)


@pytest.fixture
def other(settings, monkeypatch):
    """The other site, asked without pauses."""
    monkeypatch.setattr(asking, "PAUSE_SECONDS", 0)
    with other_site() as server:
        settings.OUTBOUND_TEST_PORT = server.server_port
        settings.SITE_HOST = "epoch.example"
        yield server
