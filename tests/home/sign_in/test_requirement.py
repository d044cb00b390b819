"""A role requires a second factor: a term to set it up, then nothing else is open."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from home.audit_log.actions import FACTOR_ENROLLED, FACTOR_REMOVED, RECOVERY_CODES_MADE
from home.models import FactorRequirement
from home.sign_in.requirement import deadline_of, is_overdue
from tests.factories import UserFactory
from tests.people import restrict, sign_in
from tests.second_factor import App, give_code, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]

FACTORS, ADD_APP = "/admin/sign-in/", "/admin/sign-in/app/add/"


def require(role: str = "Editors", *, days: int = 14, ago: int = 0) -> FactorRequirement:
    """Require a second factor of a role, since some days ago."""
    requirement = FactorRequirement.objects.create(group=Group.objects.get(name=role), days=days)
    since = timezone.now() - timedelta(days=ago)
    FactorRequirement.objects.filter(pk=requirement.pk).update(since=since)
    return requirement


@pytest.fixture
def old_user(user):
    user.date_joined -= timedelta(days=400)
    user.save()
    return user


def enrol(client) -> None:
    """Set an authenticator app up by its form."""
    secret = client.get(ADD_APP).context["form"].secret
    app = App.__new__(App)
    app.secret = secret
    assert client.post(ADD_APP, {"code": app.code()}).status_code == 302


def test_during_the_term_one_is_reminded(client, old_user):
    require()
    answer = give_password(client, old_user)
    (message,) = get_messages(answer.wsgi_request)
    assert "requires a second factor by" in str(message)
    assert client.get("/admin/").status_code == 200


def test_after_the_term_nothing_but_setting_up_is_open(client, post, old_user):
    require(ago=15)
    restrict(post, PageViewRestriction.LOGIN)
    give_password(client, old_user)
    for path in ("/admin/", "/admin/pages/", "/admin/account/", f"/admin/pages/{post.pk}/edit/"):
        assert client.get(path)["Location"] == FACTORS
        assert client.post(path)["Location"] == FACTORS
    assert client.get(post.url).status_code == 302
    assert b"requires a second factor" in client.get(FACTORS).content


def test_setting_up_opens_the_rest(client, post, old_user, django_capture_on_commit_callbacks):
    require(ago=15)
    restrict(post, PageViewRestriction.LOGIN)
    give_password(client, old_user)
    with django_capture_on_commit_callbacks(execute=True):
        enrol(client)
    assert client.get("/admin/").status_code == 200
    assert client.get(post.url).status_code == 200
    actions = ModelLogEntry.objects.for_instance(old_user).values_list("action", flat=True)
    assert {FACTOR_ENROLLED, RECOVERY_CODES_MADE} <= set(actions)


def test_a_new_account_has_a_term_of_its_own(user):
    require(ago=100)
    assert not is_overdue(user)
    user.date_joined -= timedelta(days=15)
    assert is_overdue(user)


def test_who_gets_the_role_later_has_to_do_so_at_once(old_user):
    require("Admins", ago=15)
    assert deadline_of(old_user) is None
    old_user.groups.add(Group.objects.get(name="Admins"))
    assert is_overdue(old_user)


def test_superusers_are_held_to_the_shortest_term(old_user):
    require("Authors", ago=5, days=14)
    require("Admins", ago=5, days=3)
    assert not is_overdue(old_user)
    old_user.is_superuser = True
    assert is_overdue(old_user)


def test_the_last_factor_that_is_required_stays(client, old_user, app):
    require()
    give_password(client, old_user)
    give_code(client, app.code())
    answer = client.post("/admin/sign-in/app/remove/", follow=True)
    assert b"before you remove this one" in answer.content
    assert old_user.authenticator_set.exists()


def test_a_factor_that_is_not_required_is_removed(client, user, app):
    give_password(client, user)
    give_code(client, app.code())
    client.post("/admin/sign-in/app/remove/")
    assert not user.authenticator_set.exists()
    actions = ModelLogEntry.objects.for_instance(user).values_list("action", flat=True)
    assert FACTOR_REMOVED in actions


def test_a_role_outside_the_admin_can_have_no_requirement(client):
    readers = Group.objects.create(name="Readers")
    sign_in(client, UserFactory(group="Admins"))
    address = "/admin/required-second-factors/new/"
    assert client.post(address, {"group": readers.pk, "days": 14}).status_code == 200
    editors = Group.objects.get(name="Editors")
    assert client.post(address, {"group": editors.pk, "days": 14}).status_code == 302
    assert FactorRequirement.objects.get().group == editors


@pytest.mark.parametrize("role", ["Authors", "Editors"])
def test_only_admins_require(client, role):
    sign_in(client, UserFactory(group=role))
    requirement = require()
    data = {"group": requirement.group_id, "days": 300}
    for path in ("new/", f"edit/{requirement.pk}/", f"delete/{requirement.pk}/"):
        client.post(f"/admin/required-second-factors/{path}", data)
    assert FactorRequirement.objects.get().days == 14
