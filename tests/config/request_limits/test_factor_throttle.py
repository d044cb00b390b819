"""Too many tries at a second factor, or where one is asked afresh, through the real forms."""

import pytest
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.test import Client

from config.request_limits.known_browser import FACTOR_COOKIE
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


def test_a_login_whose_time_is_over_makes_no_browser_known(user, app):
    """It is answered by a redirect too: to the password."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    give_password(client, user)
    session = client.session
    pending = session[LOGIN_SESSION_KEY]
    over = pending["initiated_at"] - settings.ACCOUNT_LOGIN_TIMEOUT - 1
    session[LOGIN_SESSION_KEY] = {**pending, "initiated_at": over}
    session.save()
    assert give_code(client, "000000").url == "/admin/sign-in/begin/"
    assert FACTOR_COOKIE not in client.cookies


def test_someone_elses_session_makes_no_browser_known(user, app):
    """Who is signed in is led to the admin, whatever they typed."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    give_password(client, UserFactory(group="Authors"))
    give_password(client, user)
    assert give_code(client, "000000").status_code == 302
    assert FACTOR_COOKIE not in client.cookies


@pytest.mark.parametrize("field", ["password", "code"])
def test_who_found_an_open_browser_guesses_in_vain(client, user, app, field):
    give_password(client, user)
    give_code(client, app.code())
    address = "/admin/sign-in/again/" + ("code/" if field == "code" else "")
    for _ in range(PAIR.amount):
        assert client.post(address, {field: "000000"}).status_code == 200
    assert client.post(address, {field: "000000"}).status_code == 429


def test_a_form_that_has_nothing_to_ask_for_forgets_no_guess(client, user):
    give_password(client, user)
    for _ in range(PAIR.amount // 2):
        assert client.post("/admin/sign-in/again/", {"password": "wrong"}).status_code == 200
        # Without an app no code is asked for, and the form leads elsewhere.
        assert client.post("/admin/sign-in/again/code/", {"code": "000000"}).status_code == 302
    assert client.post("/admin/sign-in/again/", {"password": "wrong"}).status_code == 429
