import pytest
from django.urls import reverse

from tests.factories import UserFactory


@pytest.fixture
def add_url():
    return reverse("add_sources")


@pytest.fixture
def author(client, site):
    client.force_login(UserFactory(group="Authors"))
    return client


@pytest.fixture
def editor(client, site):
    client.force_login(UserFactory(group="Editors"))
    return client
