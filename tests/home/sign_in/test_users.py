"""Who manages people resets a lost factor and ends sessions; nobody lifts themselves by it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from home.audit_log.actions import FACTOR_RESET, SESSION_REVOKED, SESSIONS_REVOKED
from tests.factories import UserFactory
from tests.people import sign_in
from tests.second_factor import App, give_code, give_password, recovery_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]


@pytest.fixture
def admin(site):
    return UserFactory(username="admin", group="Admins")


@pytest.fixture
def office(admin) -> Client:
    client = Client()
    sign_in(client, admin)
    return client


def address(user) -> str:
    return f"/admin/users/{user.pk}/sign-in/"


def test_an_admin_resets_a_lost_factor(client, office, admin, user, app):
    recovery_codes(user)
    give_password(client, user)
    give_code(client, app.code())
    office.post(address(user), {"reset": "1"})
    assert not user.authenticator_set.exists()
    assert client.get("/admin/").status_code == 302
    entry = ModelLogEntry.objects.for_instance(user).get(action=FACTOR_RESET)
    assert entry.user == admin
    # The password alone signs in again; a second click resets nothing more.
    give_password(client, user)
    assert client.get("/admin/").status_code == 200
    office.post(address(user), {"reset": "1"})
    assert client.get("/admin/").status_code == 200


def test_nobody_resets_their_own(office, admin):
    App(admin)
    session = office.session
    session["second_factor"] = admin.pk
    session.save()
    office.post(address(admin), {"reset": "1"})
    assert admin.authenticator_set.exists()


def test_an_admin_resets_no_superuser(office):
    root = UserFactory(username="root", is_superuser=True)
    App(root)
    assert office.post(address(root), {"reset": "1"}).status_code == 302
    assert root.authenticator_set.exists()


@pytest.mark.parametrize("role", ["Authors", "Editors"])
def test_others_see_and_reset_nothing(client, user, app, role):
    sign_in(client, UserFactory(group=role))
    assert client.get(address(user))["Location"] == "/admin/"
    client.post(address(user), {"reset": "1"})
    assert user.authenticator_set.exists()


def test_an_admin_ends_anothers_sessions(client, office, user):
    give_password(client, user)
    row = office.get(address(user)).context["rows"][0]
    office.post(address(user), {"end": str(row["session"].pk)})
    assert client.get("/admin/").status_code == 302
    entry = ModelLogEntry.objects.for_instance(user).get(action=SESSION_REVOKED)
    assert entry.message == "Ended the session of Unknown device"
    clients = [Client(), Client()]
    for each in clients:
        give_password(each, user)
    office.post(address(user), {"end": "all"})
    assert [each.get("/admin/").status_code for each in clients] == [302, 302]
    assert ModelLogEntry.objects.for_instance(user).filter(action=SESSIONS_REVOKED).exists()


def test_the_list_of_users_leads_there(office, user):
    assert address(user) in office.get("/admin/users/").content.decode()


def test_a_command_helps_the_only_admin(admin, capsys):
    App(admin)
    call_command("reset_second_factor", "admin")
    assert not admin.authenticator_set.exists()
    for name in ("admin", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)
