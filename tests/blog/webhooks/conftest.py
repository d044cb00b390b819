"""A receiver on loopback that may be asked, and a webhook that leads to it."""

import pytest

from blog.models import Webhook
from tests.blog.webhooks.receiver import receiving


@pytest.fixture
def receiver(settings):
    with receiving() as server:
        settings.OUTBOUND_TEST_PORT = server.server_port
        yield server


@pytest.fixture
def webhook(db, receiver):
    made = Webhook.objects.create(name="Mirror", url=receiver.address)
    receiver.secret = made.secret
    return made
