"""Roles, accounts and lists of people are for who proved themselves lately."""

import time

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from home.api.tokens import make_token
from home.models import FactorRequirement
from home.sign_in import fresh
from tests.factories import UserFactory
from tests.people import RECORDS_KEY, sign_in
from tests.second_factor import PASSWORD, App

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]

AGAIN = "/admin/sign-in/again/"


@pytest.fixture
def admin(client, site):
    user = UserFactory(username="admin", group="Admins")
    client.force_login(user)
    return user


def addresses() -> list[str]:
    user, group = UserFactory(), Group.objects.get(name="Editors")
    requirement = FactorRequirement.objects.create(group=group)
    keys = {
        "wagtailusers_users": user.pk,
        "wagtailusers_groups": group.pk,
        "required_factors": requirement.pk,
        "user_sign_in": user.pk,
        "deactivate_user": user.pk,
        "reactivate_user": user.pk,
        "mfa_remove_webauthn": 1,
        "webhooks": 1,
        "wagtailusers_api_tokens": make_token(user, "CI")[0].pk,
    }
    found = []
    for name in sorted(fresh.GUARDED):
        key = keys.get(name.partition(":")[0])
        needs_key = key and not name.endswith(":add")
        found.append(reverse(name, args=[key] if needs_key else []))
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    return [*found, f"{bulk}?id={user.pk}", f"{reverse('wagtailusers_users:index')}?export=csv"]


def test_a_stale_session_is_asked_afresh(client, admin):
    for address in addresses():
        for answer in (client.get(address), client.post(address, {"end": "all"})):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(AGAIN), address


def test_the_password_leads_back(client, admin):
    asked = client.get("/admin/users/new/")["Location"]
    assert client.post(asked, {"password": "wrong"}).status_code == 200
    assert client.get("/admin/users/new/").status_code == 302
    assert client.post(asked, {"password": PASSWORD})["Location"] == "/admin/users/new/"
    assert client.get("/admin/users/new/").status_code == 200


def test_a_code_leads_back_too(client, admin):
    app = App(admin)
    sign_in(client, admin)
    session = client.session
    session["second_factor"] = admin.pk
    session[RECORDS_KEY] = []
    session.save()
    asked = f"{AGAIN}code/?next=/admin/groups/new/"
    assert client.post(asked, {"code": "000000"}).status_code == 200
    assert client.post(asked, {"code": app.code()})["Location"] == "/admin/groups/new/"
    assert client.get("/admin/groups/new/").status_code == 200


def test_another_site_is_no_way_back(client, admin):
    answer = client.post(f"{AGAIN}?next=https://evil.example/", {"password": PASSWORD})
    assert answer["Location"] == "/admin/"


def test_a_proof_grows_stale_and_a_form_may_be_sent_a_while_longer(client, admin):
    sign_in(client, admin)
    session = client.session
    for minutes, may_open, may_send in ((14, True, True), (16, False, True), (61, False, False)):
        at = time.time() - minutes * 60
        session[RECORDS_KEY] = [{"method": "password", "at": at}]
        session.save()
        assert (client.get("/admin/users/new/").status_code == 200) is may_open
        assert (client.post("/admin/users/new/").status_code == 200) is may_send


def test_what_was_not_saved_is_said(client, admin):
    client.post("/admin/groups/new/", {"name": "New role"})
    assert not Group.objects.filter(name="New role").exists()
    assert b"Nothing was saved" in client.get(AGAIN).content


def test_who_has_no_password_signs_in_again(client, admin):
    admin.set_unusable_password()
    admin.save()
    client.force_login(admin)
    assert client.get("/admin/users/new/")["Location"] == "/admin/"


def test_a_new_address_of_ones_own_is_given_by_who_proved_themselves(client, admin):
    for address, is_asked in ((admin.email, False), ("other@example.org", True)):
        answer = client.post("/admin/account/", {"email-email": address})
        assert answer.headers.get("Location", "").startswith(AGAIN) is is_asked
    sign_in(client, admin)
    assert client.post("/admin/account/", {"email-email": "other@example.org"}).status_code == 200
