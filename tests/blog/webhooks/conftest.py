"""A receiver on loopback that may be asked, a webhook that leads to it, a post that it hears of."""

import pytest

from blog.models import Webhook
from tests.blog.webhooks.receiver import receiving
from tests.factories import BlogPostPageFactory


@pytest.fixture
def receiver(settings):
    with receiving() as server:
        settings.OUTBOUND_TEST_PORT = server.server_port
        yield server


@pytest.fixture
def webhook(blog, receiver):
    """One that was made after the blog, which it is not told of."""
    made = Webhook.objects.create(name="Mirror", url=receiver.address)
    receiver.secret = made.secret
    return made


@pytest.fixture
def post(blog, webhook):
    return BlogPostPageFactory(parent=blog, slug="drift", title="Drift")
