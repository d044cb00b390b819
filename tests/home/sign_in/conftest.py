import pytest
from django.contrib.auth.models import User

from tests.factories import UserFactory
from tests.second_factor import App

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(site) -> User:
    return UserFactory(username="mira", group="Editors")


@pytest.fixture
def app(user) -> App:
    return App(user)
