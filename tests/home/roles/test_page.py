"""One page says what each role may, and who has it."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Page

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ROLES = "/admin/roles/"


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin", first_name="Ada", last_name="Admin")
    client.force_login(user)
    return user


def sentences(client) -> dict[str, str]:
    roles = client.get(ROLES).context["roles"]
    return {role["group"].name: "\n".join(role["sentences"]) for role in roles}


def test_the_page_says_in_words_what_each_role_may(client, admin):
    told = sentences(client)
    assert "sends them in for review" in told["Authors"]
    assert "publishes" not in told["Authors"]
    assert "publishes" in told["Editors"]
    assert "Approves or sends back what waits at: Approval by an editor." in told["Editors"]
    assert "authors, link health, redirects" in told["Editors"]
    assert "users" not in told["Editors"]
    assert "users" in told["Admins"]


def test_it_follows_each_change_and_names_the_place(client, admin, blog):
    group = Group.objects.create(name="Guests")
    permission = Group.objects.get(name="Editors").page_permissions.get(
        permission__codename="publish_page"
    )
    group.page_permissions.create(
        page=Page.objects.get(pk=blog.pk), permission=permission.permission
    )
    told = sentences(client)["Guests"]
    assert told == "Does not enter the admin.\nBelow “Blog”: publishes, schedules and unpublishes."


def test_who_has_a_role_is_bounded_for_any_number_of_people(client, admin, count_queries):
    UserFactory(group="Authors")
    few = count_queries(lambda: client.get(ROLES))
    users = User.objects.bulk_create(User(username=f"many-{n}") for n in range(300))
    Group.objects.get(name="Authors").user_set.through.objects.bulk_create(
        User.groups.through(user=user, group=Group.objects.get(name="Authors")) for user in users
    )
    UserFactory(group="Authors", username="gone", is_active=False)
    assert count_queries(lambda: client.get(ROLES)) <= few
    page = client.get(ROLES).content.decode()
    assert "301 people" in page
    assert "and 289 more" in page
    assert "Ada Admin" in page
    assert "gone" not in page
    assert len(page) < 100_000


def test_editors_and_authors_do_not_see_it(client):
    for role in ("Authors", "Editors"):
        client.force_login(UserFactory(group=role))
        assert client.get(ROLES).status_code == 302
