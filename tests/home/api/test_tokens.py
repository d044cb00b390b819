"""Tokens are made in the admin, act as their user, and end."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.formats import localize
from wagtail.models import APIToken, Site

from blog.models import SiteIdentity
from home.api.tokens import make_token
from home.models import FactorRequirement, TokenExpiry
from tests.factories import UserFactory
from tests.home.api.bodies import operations
from tests.home.api.programs import API, Program
from tests.people import sign_in

pytestmark = pytest.mark.django_db
INDEX = "/admin/api-tokens/"


@pytest.fixture
def author(client, blog):
    user = UserFactory(group="Authors")
    sign_in(client, user)
    return user


def test_a_token_is_made_listed_and_revoked_in_the_admin(client, author):
    made = client.post(f"{INDEX}new/", {"name": "CI", "days": "30"})
    text = made.context["token"]
    assert text in made.content.decode()
    token = APIToken.objects.get()
    assert token.user == author
    left = token.expiry.expires_at - timezone.now()
    assert timedelta(days=29) < left < timedelta(days=30, minutes=1)
    assert Program(text).get("whoami/").json()["user"]["username"] == author.username
    listed = client.get(INDEX).content.decode()
    assert "CI" in listed
    # Not "just now", as Wagtail's columns of dates tell what is to come.
    assert localize(timezone.localtime(token.expiry.expires_at)) in listed
    assert "referenced" not in client.get(f"{INDEX}delete/{token.pk}/").content.decode()
    client.post(f"{INDEX}delete/{token.pk}/")
    assert Program(text).get("whoami/").status_code == 401


def test_nobody_makes_a_token_in_another_name(client, author):
    other = UserFactory(group="Admins")
    client.post(f"{INDEX}new/", {"name": "CI", "days": "30", "user": other.pk})
    assert APIToken.objects.get().user == author


def test_a_token_and_its_history_are_shown_to_who_may_manage_it(client, author):
    own = make_token(author, "Of mine")[0]
    others = make_token(UserFactory(group="Authors"), "Of another's")[0]
    roots = make_token(UserFactory(is_superuser=True), "Of a superuser's")[0]
    admin, root = UserFactory(group="Admins"), UserFactory(is_superuser=True)
    for user, shown in ((author, [own]), (admin, [own, others]), (root, [own, others, roots])):
        sign_in(client, user)
        for path in ("edit", "delete", "history", "history-results", "usage"):
            answers = {
                token: client.get(f"{INDEX}{path}/{token.pk}/").status_code
                for token in (own, others, roots)
            }
            assert [token for token in answers if answers[token] == 200] == shown, path


def test_who_did_not_prove_themselves_lately_is_asked_afresh(client, blog):
    client.force_login(UserFactory(group="Authors"))
    token, _text = make_token(UserFactory(group="Authors"), "CI")
    for path in ("new/", f"edit/{token.pk}/", f"delete/{token.pk}/"):
        assert client.get(INDEX + path)["Location"].startswith("/admin/sign-in/again/")


def stop_by_expiry(asking):
    TokenExpiry.objects.update(expires_at=timezone.now())


def stop_by_revoking(asking):
    APIToken.objects.get().revoke()


def stop_by_deactivating(asking):
    asking.user.is_active = False
    asking.user.save()


def stop_for_want_of_a_factor(asking):
    group = Group.objects.get(name="Editors")
    FactorRequirement.objects.create(group=group, days=0)


def make_foreign(asking):
    asking.headers["Authorization"] = f"Bearer {APIToken.generate_token()}"


STOPS = [
    stop_by_expiry, stop_by_revoking, stop_by_deactivating, stop_for_want_of_a_factor, make_foreign,
]  # fmt: skip


@pytest.mark.parametrize("stop", STOPS)
def test_what_is_no_token_any_more_gives_what_is_public(editor, anyone, blog, post, stop):
    assert editor.get("whoami/").status_code == 200
    stop(editor)
    found = list(operations())
    assert len(found) > 50
    for method, path in found:
        if method in ("get", "delete"):
            mine, anyones = (getattr(each, method)(path) for each in (editor, anyone))
        else:
            mine, anyones = (each.send(method, path) for each in (editor, anyone))
        assert mine.status_code == anyones.status_code, (method, path)
        assert mine.content == anyones.content, (method, path)
        if method != "get":
            assert mine.status_code in (401, 422), (method, path)


def test_a_token_of_wagtails_command_ends_too(blog):
    user = UserFactory(group="Editors")
    _token, text = APIToken.create_token(user=user, name="Command")
    assert Program(text).get("whoami/").status_code == 200
    APIToken.objects.update(created=timezone.now() - timedelta(days=91))
    assert Program(text).get("whoami/").status_code == 401


def test_a_session_is_no_token(client, author):
    assert client.get(f"{API}whoami/").status_code == 401
    assert client.post(f"{API}pages/", {}, content_type="application/json").status_code == 401


def test_what_says_how_it_works_is_for_who_is_signed_in(client, anyone, editor, author):
    for path in ("docs/", "openapi.json"):
        assert anyone.get(path).status_code == 302
        assert client.get(f"{API}{path}").status_code == 200
        assert editor.get(path).status_code == 200


def test_the_documentation_is_named_after_the_site(client, author):
    SiteIdentity.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"name": "Loss & Curves"}
    )
    page = client.get(f"{API}docs/").content.decode()
    assert "<title>Loss &amp; Curves API</title>" in page
    # Ours, with a dark scheme.
    assert "css/api_docs" in page
    assert client.get(f"{API}openapi.json").json()["info"]["title"] == "Loss & Curves API"


def test_no_cache_keeps_an_answer(anyone, editor, post):
    for asking in (anyone, editor):
        answer = asking.get("pages/")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert "Authorization" in answer["Vary"]


def test_too_many_requests_are_refused(anyone, blog, monkeypatch):
    monkeypatch.setattr("config.request_limits.api_rate.STRANGERS", _few())
    assert [anyone.get("pages/").status_code for _ in range(4)] == [200, 200, 200, 429]


def _few():
    from limits import RateLimitItemPerMinute

    return RateLimitItemPerMinute(3, 1, namespace="few-client")
