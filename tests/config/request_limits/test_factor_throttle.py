"""Too many tries at a second factor, or where one is asked afresh, through the real forms."""

import pytest
from django.test import Client

from config.request_limits.throttle import CLIENT, FACTOR, PAIR
from tests.factories import UserFactory
from tests.second_factor import App, give_code, give_password, recovery_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]


@pytest.fixture
def user(site):
    return UserFactory(group="Editors", username="mira")


@pytest.fixture
def app(user) -> App:
    return App(user)


def guess(user, address: str, code: str = "000000") -> int:
    """Give the password and a code in a new browser, and return how the code is answered."""
    client = Client(REMOTE_ADDR=address)
    give_password(client, user)
    return give_code(client, code).status_code


def test_guesses_from_one_client_end(user, app):
    codes = recovery_codes(user)
    for _ in range(PAIR.amount):
        assert guess(user, "192.0.2.1") == 200
    # The right ones too, of both kinds.
    assert guess(user, "192.0.2.1", app.code()) == 429
    assert guess(user, "192.0.2.1", codes[0]) == 429
    assert guess(user, "192.0.2.2", codes[0]) == 302


def test_a_new_session_and_a_right_password_forget_no_guess(user, app):
    client = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(PAIR.amount):
        give_password(client, user)
        assert give_code(client, "000000").status_code == 200
        client.cookies.clear()
    give_password(client, user)
    assert give_code(client, app.code()).status_code == 429


def test_guesses_from_many_clients_end_and_the_owners_browser_gets_in(user, app):
    own = Client(REMOTE_ADDR="192.0.2.1")
    give_password(own, user)
    codes = recovery_codes(user)
    assert give_code(own, codes[0]).status_code == 302
    own.post("/admin/logout/")
    for number in range(FACTOR.amount):
        assert guess(user, f"198.51.100.{number}") == 200
    assert guess(user, "198.51.100.200", app.code()) == 429
    give_password(own, user)
    assert give_code(own, app.code()).status_code == 302


def test_guesses_at_many_accounts_from_one_client_end(site):
    users = [UserFactory(group="Authors") for _ in range(CLIENT.amount // PAIR.amount + 1)]
    for each in users:
        App(each)
    answers = []
    for each in users:
        client = Client(REMOTE_ADDR="192.0.2.1")
        give_password(client, each)
        answers += [give_code(client, "000000").status_code for _ in range(PAIR.amount)]
    assert answers.count(200) == CLIENT.amount
    assert set(answers[CLIENT.amount :]) == {429}


def test_the_cookie_of_a_password_opens_no_more_codes(user, app):
    """Whoever knows the password gets a known browser at that form, and none at this."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    give_password(client, user)
    for number in range(FACTOR.amount):
        assert guess(user, f"198.51.100.{number}") == 200
    assert give_code(client, app.code()).status_code == 429


@pytest.mark.parametrize("field", ["password", "code"])
def test_who_found_an_open_browser_guesses_in_vain(client, user, app, field):
    give_password(client, user)
    give_code(client, app.code())
    address = "/admin/sign-in/again/" + ("code/" if field == "code" else "")
    for _ in range(PAIR.amount):
        assert client.post(address, {field: "000000"}).status_code == 200
    assert client.post(address, {field: "000000"}).status_code == 429
