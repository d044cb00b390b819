"""Nobody lifts themselves, by their own form, another's, a role's or an invitation."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from blog.models import Author
from home.roles.rights import givable_roles, is_last_manager, may_manage
from tests.factories import AuthorFactory, UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin")
    sign_in(client, user)
    return user


@pytest.fixture
def helper():
    """Manages users, and may else do what Authors do."""
    helpers, admins = Group.objects.create(name="Helpers"), Group.objects.get(name="Admins")
    for codename in ("access_admin", "add_user", "change_user", "delete_user", "change_group"):
        helpers.permissions.add(admins.permissions.get(codename=codename))
    return UserFactory(group="Helpers", username="helper")


def form_data(user, *roles, **changes) -> dict:
    return {
        "username": user.username,
        "email": user.email,
        "first_name": "First",
        "last_name": "Last",
        "groups": [Group.objects.get(name=role).pk for role in roles],
        **changes,
    }


def names(roles) -> list[str]:
    return [role.name for role in roles]


def test_a_role_is_given_by_whom_it_lifts_nobody_above(admin, helper, post):
    assert names(givable_roles(admin)) == ["Admins", "Authors", "Editors", "Helpers"]
    assert names(givable_roles(UserFactory(group="Editors"))) == ["Authors", "Editors"]
    assert names(givable_roles(helper)) == ["Helpers"]
    # Rights on one part of the tree give no role that has them on all of it.
    section = Group.objects.create(name="Section")
    page_permission = Group.objects.get(name="Authors").page_permissions.get()
    section.page_permissions.create(page=post.get_parent(), permission=page_permission.permission)
    editor = UserFactory(group="Section")
    assert names(givable_roles(editor)) == ["Section"]
    assert not givable_roles(UserFactory(group="Admins", is_active=False))


def test_the_roles_of_many_groups_take_a_few_queries(admin, count_queries):
    few = count_queries(lambda: givable_roles(admin))
    for number in range(9):
        Group.objects.create(name=f"Group {number}")
    assert count_queries(lambda: givable_roles(admin)) == few


def test_nobody_changes_their_own_roles_but_a_superuser(client, admin):
    client.post(f"/admin/users/edit/{admin.pk}/", form_data(admin, "Editors", "Admins"))
    assert names(admin.groups.all()) == ["Admins"]
    root = UserFactory(is_superuser=True)
    sign_in(client, root)
    client.post(f"/admin/users/edit/{root.pk}/", form_data(root, "Editors"))
    assert names(root.groups.all()) == ["Editors"]


def test_a_helper_gives_no_role_above_theirs_and_takes_over_nobody(client, helper, admin):
    sign_in(client, helper)
    user = UserFactory()
    page = client.post(f"/admin/users/edit/{user.pk}/", form_data(user, "Admins"))
    assert "groups" in page.context["form"].errors
    stolen = {"password1": "a-b-c-1-2", "password2": "a-b-c-1-2"}
    for path in ("edit", "delete"):
        url = f"/admin/users/{path}/{admin.pk}/"
        assert client.post(url, form_data(admin, "Helpers", **stolen)).status_code == 302
    admin.refresh_from_db()
    assert admin.check_password("secret-lamp-42")
    assert may_manage(helper, user)
    assert not may_manage(helper, admin)


@pytest.mark.parametrize("path", ["edit", "delete"])
def test_nobody_edits_their_own_role_or_one_above(client, helper, admin, path):
    for user, role in ((admin, "Admins"), (helper, "Helpers"), (helper, "Editors")):
        sign_in(client, user)
        url = f"/admin/groups/{path}/{Group.objects.get(name=role).pk}/"
        assert client.get(url).status_code == 302
        client.post(url, {"name": "Stolen"})
        assert Group.objects.filter(name=role).exists()
    sign_in(client, admin)
    url = f"/admin/groups/{path}/{Group.objects.get(name='Editors').pk}/"
    assert client.get(url).status_code == 200


def test_the_last_who_manages_people_keeps_the_role(client, admin):
    other = UserFactory(group="Admins", username="other")
    assert not is_last_manager([other])
    assert is_last_manager([admin, other])
    client.post(f"/admin/users/edit/{other.pk}/", form_data(other, "Editors"))
    assert names(other.groups.all()) == ["Editors"]
    root = UserFactory(is_superuser=True, is_active=False)
    sign_in(client, admin)
    assert is_last_manager([admin])
    assert not is_last_manager([root])


def test_user_and_author_are_one_person_in_one_form(client, admin, post):
    user = UserFactory(username="grace")
    url = f"/admin/users/edit/{user.pk}/"
    data = form_data(user, "Authors", byline="G. Hopper", biography="Wrote compilers.")
    client.post(url, data)
    author = Author.objects.get(user=user)
    assert (author.name, author.biography) == ("G. Hopper", "Wrote compilers.")
    page = client.get(url)
    assert page.context["form"]["byline"].value() == "G. Hopper"
    # An emptied byline stays; whoever signs no posts needs none.
    client.post(url, form_data(user, "Authors"))
    author.refresh_from_db()
    assert (author.name, author.biography) == ("G. Hopper", "")
    new = form_data(User(username="new", email="new@example.org"), byline="N.")
    passwords = {"password1": "a-fresh-lamp-43", "password2": "a-fresh-lamp-43"}
    client.post("/admin/users/new/", {**new, **passwords})
    assert Author.objects.get(user__username="new").name == "N."


def test_deleting_a_user_keeps_the_byline(blog):
    author = AuthorFactory(user=UserFactory(), name="Ada")
    author.user.delete()
    author.refresh_from_db()
    assert (author.name, author.user) == ("Ada", None)


def group_form(name: str, panel: str = "", **row) -> dict:
    """A role's form as a browser sends it, with one row in one of its panels."""
    data = {"name": name}
    for each in ("page", "collection", "image", "document"):
        count = int(f"{each}_permissions" == panel)
        data |= {f"{each}_permissions-TOTAL_FORMS": count, f"{each}_permissions-INITIAL_FORMS": 0}
    return data | {f"{panel}-0-{field}": value for field, value in row.items()}


def test_no_role_becomes_more_than_who_edits_it_may(client, helper, admin, site):
    """Else a second account of one's own, with a small role, would be lifted by it."""
    editors = Group.objects.get(name="Editors")
    page = editors.page_permissions.get(permission__codename="publish_page")
    file = editors.collection_permissions.get(permission__codename="change_image")
    identity = Permission.objects.get(codename="change_siteidentity")
    on_page = {"page": page.page_id, "permissions": "publish_page"}
    on_files = {"collection": file.collection_id, "permissions": file.permission_id}
    forms = [
        group_form("With a model") | {"permissions": identity.pk},
        group_form("With pages", "page_permissions", **on_page),
        group_form("With files", "image_permissions", **on_files),
        group_form("With a site") | {"blog_siteidentity_site_permissions-sites": site.pk},
    ]
    helper.groups.get().permissions.add(Permission.objects.get(codename="add_group"))
    small = Group.objects.create(name="Small")
    for form in forms:
        sign_in(client, helper)
        for address in (f"/admin/groups/edit/{small.pk}/", "/admin/groups/new/"):
            answer = client.post(address, form).content.decode()
            assert "A role may hold nothing that your own roles do not" in answer
        assert not Group.objects.filter(name=form["name"]).exists()
        sign_in(client, admin)
        assert client.post("/admin/groups/new/", form).status_code == 302
        assert Group.objects.filter(name=form["name"]).exists()
