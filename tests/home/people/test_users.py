import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from wagtail.permissions import policy_registry

from tests.factories import UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin")
    sign_in(client, user)
    return user


@pytest.fixture
def superuser():
    return UserFactory(username="root", is_superuser=True, email="root@example.org")


def form_data(user, **changes) -> dict:
    return {
        "username": user.username,
        "email": user.email,
        "first_name": "First",
        "last_name": "Last",
        "is_active": "on",
        "groups": [],
        **changes,
    }


def test_an_admin_adds_a_user_to_a_group(client, admin):
    user, group = UserFactory(), Group.objects.get(name="Editors")
    client.post(f"/admin/users/edit/{user.pk}/", form_data(user, groups=[group.pk]))
    assert user.groups.get() == group


@pytest.mark.parametrize("email", ["taken@example.org", "TAKEN@example.org"])
def test_an_email_address_belongs_to_one_user(client, admin, email):
    UserFactory(email="taken@example.org")
    user = UserFactory()
    response = client.post(f"/admin/users/edit/{user.pk}/", form_data(user, email=email))
    assert "email" in response.context["form"].errors


def test_a_users_own_address_stays_unique_on_the_account_page(client):
    UserFactory(email="taken@example.org")
    user = UserFactory(group="Authors", email="own@example.org", first_name="Own", last_name="Name")
    sign_in(client, user)
    for email, kept in (("Taken@example.org", "own@example.org"), ("new@example.org",) * 2):
        page = client.get("/admin/account/")
        data = {
            name: value
            for panel in [
                panel for panels in page.context["panels_by_tab"].values() for panel in panels
            ]
            for name, value in (
                (field.html_name, field.value() or "") for field in panel.get_form()
            )
        }
        client.post("/admin/account/", {**data, "email-email": email})
        user.refresh_from_db()
        assert user.email == kept


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/"])
def test_an_admin_neither_sees_nor_sets_the_superuser_flag(client, admin, path):
    user = UserFactory()
    url = f"/admin/users/{path.format(pk=user.pk)}"
    assert "is_superuser" not in client.get(url).context["form"].fields
    client.post(
        url, form_data(user, is_superuser="on", password1="a-b-c-1-2", password2="a-b-c-1-2")
    )
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_superuser_sees_the_flag(client, superuser):
    sign_in(client, superuser)
    response = client.get(f"/admin/users/edit/{UserFactory().pk}/")
    assert "is_superuser" in response.context["form"].fields


def test_the_user_listing_hides_the_flag_from_an_admin(client, admin, superuser):
    response = client.get("/admin/users/")
    assert "is_superuser" not in response.context["table"].columns
    assert "is_superuser" not in response.context["filters"].filters


@pytest.mark.parametrize("path", ["edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_admin_can_not_edit_or_delete_a_superuser(client, admin, superuser, path, method):
    stolen = {"email": "stolen@example.org", "password1": "a-b-c-1-2", "password2": "a-b-c-1-2"}
    url = f"/admin/users/{path}/{superuser.pk}/"
    response = getattr(client, method)(url, form_data(superuser, **stolen))
    assert response.status_code == 302
    superuser.refresh_from_db()
    assert superuser.email == "root@example.org"
    assert superuser.check_password("secret-lamp-42")


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("delete", {}),
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": "1"}),
    ],
)
@pytest.mark.parametrize("selection", ["id={pk}", "id=all"])
def test_bulk_actions_leave_superusers_alone(client, admin, superuser, action, data, selection):
    if action == "assign_role":
        data = {"role": Group.objects.get(name="Authors").pk}
    url = f"/admin/bulk/auth/user/{action}/?{selection.format(pk=superuser.pk)}"
    client.post(url, data)
    superuser.refresh_from_db()
    assert superuser.is_active
    assert not superuser.groups.exists()


def test_the_policy_that_apis_ask_guards_superusers(admin, superuser):
    policy = policy_registry.get_by_type(User)
    assert policy.user_has_permission_for_instance(admin, "change", UserFactory())
    assert not policy.user_has_permission_for_instance(admin, "change", superuser)


def test_a_forgotten_password_is_reset_by_email(client):
    user = UserFactory(email="writer@example.org")
    client.post("/admin/password_reset/", {"email": "writer@example.org"})
    (message,) = mail.outbox
    address = re.search(r"https?://[^/]+(/admin/password_reset/confirm/\S+)", message.body)[1]
    form = client.get(address, follow=True)
    new = {"new_password1": "a-fresh-lamp-43", "new_password2": "a-fresh-lamp-43"}
    client.post(form.redirect_chain[-1][0], new)
    user.refresh_from_db()
    assert user.check_password("a-fresh-lamp-43")
