"""Who is invited makes an account by a link that opens once, and signs in the usual way."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from blog.models import Author
from config.request_limits.throttle import throttle
from home.models import Invitation
from home.people.addresses import has_account, mailbox
from home.people.invitations import InvitationOverError, accept, invite, open_invitation
from tests.factories import UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/]+(/admin/invitation/(\S+)/)")
MAY_INVITE = ["access_admin", "add_user"]
NEW = {
    "username": "grace",
    "first_name": "Grace",
    "last_name": "Hopper",
    "password1": "a-fresh-lamp-43",
    "password2": "a-fresh-lamp-43",
}


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin")
    sign_in(client, user)
    return user


@pytest.fixture(autouse=True)
def unthrottled():
    throttle.cache_clear()
    yield
    throttle.cache_clear()


def sent_link() -> tuple[str, str]:
    found = LINK.search(mail.outbox[-1].body)
    return found[1], found[2]


def role(name) -> Group:
    return Group.objects.get(name=name)


def test_an_admin_invites_and_the_invited_makes_an_account(client, admin):
    form = {"email": "Grace@Example.org", "role": role("Authors").pk}
    response = client.post("/admin/invitations/new/", form, follow=True)
    assert "Grace@Example.org" in response.content.decode()
    address, _token = sent_link()
    assert mail.outbox[-1].to == ["Grace@Example.org"]
    client.logout()
    # A scanner of mails looks first; that uses nothing up.
    for _each in range(2):
        page = client.get(address)
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] == "same-origin"
    response = client.post(address, {**NEW, "email": "other@example.org", "is_superuser": "on"})
    assert response.url.startswith("/admin/login/")
    assert "_auth_user_id" not in client.session
    user = User.objects.get(username="grace")
    assert (user.email, user.is_superuser) == ("Grace@Example.org", False)
    assert [group.name for group in user.groups.all()] == ["Authors"]
    assert Author.objects.get(user=user).name == "Grace Hopper"
    assert mail.outbox[-1].to == ["Grace@Example.org"]
    assert "grace" in mail.outbox[-1].body
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert actions >= {"invitation.send", "invitation.accept", "user.roles.give"}
    # Used once: neither a second click nor whom it was forwarded to gets a thing.
    assert client.get(address).status_code == 404
    assert client.post(address, {**NEW, "username": "mallory"}).status_code == 404
    assert not User.objects.filter(username="mallory").exists()


def test_a_weak_password_leaves_the_link_open(client, admin):
    invite("grace@example.org", role("Authors"), admin)
    address, _token = sent_link()
    weak = client.post(address, {**NEW, "password1": "grace", "password2": "grace"})
    assert "password2" in weak.context["form"].errors
    assert client.post(address, NEW).status_code == 302


def test_an_expired_revoked_or_replaced_link_opens_nothing(client, admin):
    form = {"email": "grace@example.org", "role": role("Authors").pk}
    client.post("/admin/invitations/new/", form)
    invitation = Invitation.objects.get()
    first, _token = sent_link()
    client.post(f"/admin/invitations/{invitation.pk}/", {"action": "resend"})
    second, _token = sent_link()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(second).status_code == 404
    client.post(f"/admin/invitations/{invitation.pk}/", {"action": "resend"})
    third, _token = sent_link()
    assert client.get(third).status_code == 200
    client.post(f"/admin/invitations/{invitation.pk}/", {"action": "revoke"})
    assert client.get(third).status_code == 404
    assert client.post(third, NEW).status_code == 404
    page = client.post(f"/admin/invitations/{invitation.pk}/", {"action": "resend"}, follow=True)
    assert "over already" in page.content.decode()
    assert client.get(third).status_code == 404


@pytest.mark.parametrize(
    "spelling",
    ["GRACE@example.org", "ｇrace@example.org", " grace@EXAMPLE.ORG", "grace＠example.org"],
)
def test_another_spelling_is_the_same_mailbox(spelling):
    assert mailbox(spelling) == mailbox("grace@example.org")


def test_an_address_with_an_account_or_an_invitation_is_not_invited_again(client, admin):
    UserFactory(email="Grace@bücher.example")
    assert has_account("grace@xn--bcher-kva.example")
    invite("ada@example.org", role("Authors"), admin)
    count = len(mail.outbox)
    for email in ("GRACE@BÜCHER.example", "grace@xn--bcher-kva.example", "Ada@Example.org"):
        response = client.post(
            "/admin/invitations/new/", {"email": email, "role": role("Authors").pk}
        )
        assert "email" in response.context["form"].errors
    assert len(mail.outbox) == count
    with pytest.raises(IntegrityError), transaction.atomic():
        invite("ADA@example.org", role("Authors"), admin)


def test_of_two_clicks_at_once_one_makes_an_account(admin):
    invite("grace@example.org", role("Authors"), admin)
    _address, token = sent_link()
    # Both saw the form before either sent it.
    first, second = open_invitation(token), open_invitation(token)
    accept(first, User(username="first"))
    with pytest.raises(InvitationOverError):
        accept(second, User(username="second"))
    assert not User.objects.filter(username="second").exists()


def test_an_address_that_got_an_account_meanwhile_makes_no_second(client, admin):
    invite("grace@example.org", role("Authors"), admin)
    address, _token = sent_link()
    UserFactory(email="GRACE@example.org")
    assert client.post(address, NEW).context["form"].non_field_errors()
    assert not User.objects.filter(username="grace").exists()


def test_no_role_is_chosen_before_someone_chooses(client, admin):
    form = client.get("/admin/invitations/new/").context["form"]
    assert form["role"].value() is None
    assert next(value for value, _name in form.fields["role"].choices) == ""


def test_nobody_invites_to_a_role_above_their_own(client, admin):
    helpers = Group.objects.create(name="Helpers")
    helpers.permissions.set(role("Authors").permissions.all())
    for codename in ("access_admin", "add_user", "change_user"):
        helpers.permissions.add(role("Admins").permissions.get(codename=codename))
    sign_in(client, UserFactory(group="Helpers"))
    for name in ("Editors", "Admins"):
        form = {"email": "grace@example.org", "role": role(name).pk}
        response = client.post("/admin/invitations/new/", form)
        assert "role" in response.context["form"].errors
    sign_in(client, UserFactory(group="Editors"))
    assert client.get("/admin/invitations/").status_code == 302
    assert client.post("/admin/invitations/new/", form).status_code == 302
    assert not mail.outbox
    # And the role that was given away lapses with the giver's own.
    invite("grace@example.org", role("Editors"), admin)
    admin.groups.clear()
    assert client.get(sent_link()[0]).status_code == 404


def test_guesses_are_bounded_and_a_page_of_its_own(client, admin):
    invite("grace@example.org", role("Authors"), admin)
    answers = [client.get(f"/admin/invitation/guess-{number}/").status_code for number in range(40)]
    assert answers[:30] == [404] * 30
    assert set(answers[30:]) == {429}


def test_the_list_shows_states_and_asks_as_much_for_many(client, admin, count_queries):
    invite("a0@example.org", role("Authors"), admin)
    few = count_queries(lambda: client.get("/admin/invitations/"))
    for number in range(1, 12):
        invite(f"a{number}@example.org", role("Authors"), admin)
    assert count_queries(lambda: client.get("/admin/invitations/")) <= few
    page = client.get("/admin/invitations/").content.decode()
    assert "Waiting" in page
    assert "a7@example.org" in page


def test_admins_read_of_invitations_in_the_log(client, admin):
    invite("grace@example.org", role("Editors"), admin)
    page = client.get("/admin/reports/site-history/").content.decode()
    assert "Invited grace@example.org to the role Editors" in page


def test_a_link_opens_nothing_once_its_sender_may_invite_nobody(client, admin):
    """An Admin who is an Editor by now could still give the role of Authors, to nobody."""
    invite("grace@example.org", role("Authors"), by=admin)
    address, token = sent_link()
    admin.groups.set([role("Editors")])
    assert open_invitation(token) is None
    assert client.get(address).status_code == 404


def test_the_form_takes_what_the_table_holds_and_no_role_where_none_is_to_be_given(client, admin):
    form = {"email": "a" * 300 + "@example.org", "role": role("Authors").pk}
    assert "email" in client.post("/admin/invitations/new/", form).context["form"].errors
    admin.user_permissions.set(role("Admins").permissions.filter(codename__in=MAY_INVITE))
    admin.groups.clear()
    page = client.get("/admin/invitations/new/")
    assert not page.context["form"].fields["role"].queryset
