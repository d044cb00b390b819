"""Too many tries at a password, through the real forms."""

import socket

import pytest
from django.contrib.auth.forms import _unicode_ci_compare
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from config.request_limits import proxy_warning
from config.request_limits.known_browser import COOKIE
from config.request_limits.throttle import (
    ACCOUNT,
    CLIENT,
    PAIR,
    RESET_ACCOUNT,
    Attempt,
    Throttle,
    normal_form,
)
from config.serving.readiness import check_proxies
from tests.factories import UserFactory
from tests.people import restrict

pytestmark = pytest.mark.usefixtures("unthrottled")

PASSWORD = "secret-lamp-42"


@pytest.fixture
def user(site):
    return UserFactory(group="Editors", username="mira")


@pytest.fixture(params=["wagtailadmin_login", "wagtailcore_login"])
def login(client, user, request):
    """Try a password at one of the two login forms."""

    def post(password="wrong", username="mira", address="192.0.2.1", browser=None):
        client.logout()
        if browser is not None:
            client.cookies[COOKIE] = browser
        data = {"username": username, "password": password}
        return client.post(reverse(request.param), data, REMOTE_ADDR=address)

    return post


def test_guesses_at_one_account_end_in_429(login):
    for _ in range(PAIR.amount):
        assert login().status_code == 200
    answer = login(PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    assert "no-store" in answer["Cache-Control"]
    assert b"5 minutes" in answer.content
    assert login(PASSWORD, address="192.0.2.2").status_code == 302


def test_successes_are_not_counted_and_end_the_count(login):
    for _ in range(PAIR.amount - 1):
        login()
    assert login(PASSWORD).status_code == 302
    for _ in range(PAIR.amount):
        assert login().status_code == 200
    for _ in range(3):
        assert login(PASSWORD, address="192.0.2.3").status_code == 302


def test_one_client_at_many_accounts(login):
    for number in range(CLIENT.amount):
        assert login(username=f"name-{number}").status_code == 200
    assert login(username="another").status_code == 429
    assert login(username="another", address="192.0.2.9").status_code == 200


@pytest.fixture
def known(login, client):
    """The cookies of a browser that the user signed in with before."""
    assert login(PASSWORD, address="192.0.2.77").status_code == 302
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["path"].endswith("/login/")
    return cookie.value


def test_many_clients_at_one_account_dont_lock_its_owner_out(login, known):
    for number in range(ACCOUNT.amount):
        assert login(address=f"198.51.100.{number}").status_code == 200
    assert login(address="203.0.113.1").status_code == 429
    assert login(PASSWORD, address="192.0.2.77", browser=known).status_code == 302


def test_guesses_from_the_same_address_dont_lock_a_known_browser_out(login, known):
    for number in range(CLIENT.amount):
        login(username=f"name-{number}")
    assert login(PASSWORD).status_code == 429
    assert login(PASSWORD, browser=known).status_code == 302


def test_a_known_browser_has_few_tries_and_only_at_its_account(login, known):
    for _ in range(PAIR.amount):
        assert login(browser=known).status_code == 200
    assert login(PASSWORD, browser=known).status_code == 429
    for _ in range(PAIR.amount):
        login(username="another", browser=known)
    assert login(username="another").status_code == 429


@pytest.mark.parametrize("forged", ["", "x", "ab-cd:1:sig", "ab"])
def test_a_forged_cookie_is_none(login, forged):
    for _ in range(PAIR.amount):
        login(browser=forged)
    assert login(PASSWORD, browser=forged).status_code == 429


def test_an_account_that_is_none_is_answered_the_same(login):
    answers = {name: [login(username=name).status_code for _ in range(8)] for name in ("mira", "x")}
    assert answers["mira"] == answers["x"]


def test_spellings_and_forged_headers_are_one(login, client):
    for name in ("mira", "MIRA", " mira ", "ｍｉｒａ", "Mira", "miRA"):
        login(username=name)
    client.defaults["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
    assert login().status_code == 429


def test_an_ipv6_network_is_one_client(login):
    for number in range(PAIR.amount):
        login(address=f"2001:db8::{number}")
    assert login(address="2001:db8::ffff").status_code == 429
    assert login(address="2001:db8:0:1::1").status_code == 200


def test_reset_mails_are_few(client, user):
    url = reverse("wagtailadmin_password_reset")
    answers = [client.post(url, {"email": user.email}).status_code for _ in range(5)]
    assert answers == [302] * RESET_ACCOUNT.amount + [429] * (5 - RESET_ACCOUNT.amount)
    assert len(mail.outbox) == RESET_ACCOUNT.amount
    nobody = [client.post(url, {"email": "no@example.org"}).status_code for _ in range(5)]
    assert nobody == answers


def spellings(address):
    """Ways to write an address that lead to the same account."""
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in address)
    name, _, host = address.partition("@")
    return [f" {address}", f"{address}\t", f"\u00a0{address}\u3000", address.upper(),
            address.title(), f"\n{name.upper()}@{host}\x1f", wide]  # fmt: skip


def test_other_spellings_of_an_address_send_no_more_mails(client, user):
    url = reverse("wagtailadmin_password_reset")
    for address in spellings(user.email) * 2:
        client.post(url, {"email": address})
    assert len(mail.outbox) <= RESET_ACCOUNT.amount


@given(st.text(max_size=6), st.sampled_from(["", " ", "\u00a0", "\u2003", "\t\n", "\x1c"]))
def test_what_django_takes_for_one_address_is_counted_as_one(text, blank):
    address = f"{text}@example.org"
    for other in (address.upper(), address.lower(), blank + address + blank):
        if _unicode_ci_compare(other.strip(), address.strip()):
            assert normal_form(other) == normal_form(address)


def test_an_unknown_proxy_is_told_of_once(login, client, settings, caplog):
    proxy_warning._seen.clear()
    login(address="127.0.0.1")
    assert not proxy_warning.is_proxy_unknown()
    client.defaults["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
    login(address="203.0.114.9")
    assert not proxy_warning.is_proxy_unknown()
    for _ in range(2):
        login(address="127.0.0.1")
    assert proxy_warning.is_proxy_unknown()
    assert check_proxies() == "unknown"
    assert [r.message for r in caplog.records if "TRUSTED_PROXIES" in r.message] == [
        proxy_warning.WARNING
    ]
    proxy_warning._seen.clear()
    settings.TRUSTED_PROXIES = 1
    login(address="127.0.0.1")
    assert not proxy_warning.is_proxy_unknown()


def test_page_passwords(client, post):
    restrict(post, PageViewRestriction.PASSWORD)
    restriction = PageViewRestriction.objects.get(page=post)
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, post.pk])

    def guess(password, address="192.0.2.1"):
        data = {"password": password, "return_url": post.url}
        return client.post(url, data, REMOTE_ADDR=address).status_code

    assert [guess("wrong") for _ in range(PAIR.amount)] == [200] * PAIR.amount
    assert guess("open-sesame") == 429
    assert guess("open-sesame", address="192.0.2.2") == 302


def test_reading_the_forms_is_never_throttled(login, client):
    for _ in range(PAIR.amount + 1):
        login()
    assert client.get(reverse("wagtailadmin_login")).status_code == 200


def test_without_redis_counting_goes_on_in_the_process():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        lost = Throttle(f"redis://127.0.0.1:{probe.getsockname()[1]}/0")
        attempt = Attempt("mira", "192.0.2.1")
        for _ in range(PAIR.amount):
            assert lost.wait(attempt, [PAIR]) == 0
            lost.count(attempt, [PAIR])
        assert lost.wait(attempt, [PAIR]) > 0
