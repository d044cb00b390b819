"""A user sees where they are signed in, and ends it."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from home.sessions import activity
from home.sessions.ending import end_sessions
from home.sessions.listing import device_of
from tests.factories import UserFactory
from tests.second_factor import give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]

ADDRESS = "/admin/sign-in/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def user(site):
    return UserFactory(username="mira", group="Authors")


def browser(user, address: str = "192.0.2.1", agent: str = FIREFOX) -> Client:
    """Return a browser that a user signed in with."""
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    give_password(client, user)
    return client


def test_each_session_is_listed_with_device_address_and_time(user):
    here, there = browser(user), browser(user, "2001:db8::7")
    there.get("/admin/")
    answer = here.get(ADDRESS)
    rows = {row["session"].ip: row for row in answer.context["rows"]}
    assert rows.keys() == {"192.0.2.1", "2001:db8::7"}
    assert rows["192.0.2.1"]["is_current"]
    assert {row["device"] for row in rows.values()} == {"Firefox on Linux"}
    assert timezone.now() - rows["2001:db8::7"]["session"].last_seen_at < timedelta(minutes=1)


def test_one_is_ended_and_all_others(user):
    here, there, elsewhere = (browser(user) for _ in range(3))
    row = next(row for row in here.get(ADDRESS).context["rows"] if not row["is_current"])
    for _ in range(2):
        here.post(ADDRESS, {"end": row["session"].pk})
    states = [client.get("/admin/").status_code for client in (here, there, elsewhere)]
    assert sorted(states) == [200, 200, 302]
    here.post(ADDRESS, {"end": "all"})
    states = [client.get("/admin/").status_code for client in (here, there, elsewhere)]
    assert states == [200, 302, 302]


def test_nobody_ends_anothers_or_what_is_none(user):
    here, other = browser(user), UserFactory(username="noor", group="Authors")
    theirs = browser(other)
    for which in (UserSession.objects.get(user=other).pk, "", "-1", "9" * 30, "x", "²"):
        assert here.post(ADDRESS, {"end": which}).status_code == 302
    assert theirs.get("/admin/").status_code == 200


def test_the_time_of_use_is_noted_now_and_then(user, monkeypatch, count_queries):
    client = browser(user)
    client.get("/admin/")
    long_ago = timezone.now() - timedelta(days=2)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/admin/")
    assert UserSession.objects.get().last_seen_at == long_ago
    monkeypatch.setattr(activity, "INTERVAL", 0)
    client.get("/admin/")
    assert UserSession.objects.get().last_seen_at > long_ago


def test_a_session_that_was_never_noted_ends_with_all(user):
    client = Client()
    client.force_login(user)
    assert end_sessions(user, by=None) == 1
    assert client.get("/admin/").status_code == 302


def test_a_new_password_ends_the_others(user):
    here, there = browser(user), browser(user)
    user.set_password("another-lamp-43")
    user.save()
    assert [client.get("/admin/").status_code for client in (here, there)] == [302, 302]


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.1", "curl on unknown system"),
        ("", "Unknown device"),
        ("<script>", "Unknown device"),
    ],
)
def test_a_device_is_told_by_what_the_browser_says(agent, device):
    assert device_of(UserSession(user_agent=agent)) == device
