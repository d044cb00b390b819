"""The guide inside the admin: a page for each role, true to what its buttons say."""

import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from home.roles.guide import GUIDES, guide_of
from home.roles.standard_roles import ROLES
from tests.factories import BlogPostPageFactory, UserFactory

ROLE_OF = {guide.slug: guide.group for guide in GUIDES}
# What is shown in another state of a page than the ones below, or by a script.
LATER = {
    "Insert a block",
    "In review",
    "Resubmit to Approval by an editor",
    "Request changes",
    "Changes since live",
    "Waiting for you",
    "Schedule to publish",
}


def page_of(client, slug: str) -> str:
    answer = client.get(reverse("guide", args=[slug]))
    assert answer.status_code == 200
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_every_role_has_its_page():
    assert [guide.group for guide in GUIDES] == list(ROLES)


@pytest.mark.parametrize("slug", ROLE_OF)
def test_help_leads_to_ones_own_page_and_on_to_the_others(client, site, slug):
    user = UserFactory(group=ROLE_OF[slug])
    client.force_login(user)
    assert guide_of(user).slug == slug
    assert reverse("own_guide") in client.get("/admin/").content.decode()
    page = client.get(reverse("own_guide")).content.decode()
    assert all(reverse("guide", args=[other]) in page for other in ROLE_OF if other != slug)


def test_more_roles_mean_the_highest_and_a_role_of_the_sites_own_the_first(
    client, site, admin_user
):
    both = UserFactory(group="Authors")
    both.groups.add(*UserFactory(group="Editors").groups.all())
    assert guide_of(both).slug == "editor"
    assert guide_of(UserFactory()).slug == "author"
    assert guide_of(admin_user).slug == "admin"
    client.force_login(both)
    assert client.get("/admin/help/guide/owner/").status_code == 404


@pytest.mark.parametrize("slug", ROLE_OF)
def test_every_way_it_names_is_open_to_its_role(client, blog, slug):
    client.force_login(UserFactory(group=ROLE_OF[slug]))
    addresses = set(re.findall(r'<li>[^<]*<a href="([^"]+)"', page_of(client, slug)))
    assert addresses
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        assert answer.redirect_chain[-1:] != [("/admin/", 302)], address


@pytest.mark.parametrize("slug", ROLE_OF)
def test_every_button_it_names_is_there_by_that_name(client, blog, slug):
    """What stands in quotation marks is somewhere on the pages that its role works with."""
    user = UserFactory(group=ROLE_OF[slug])
    client.force_login(user)
    post = BlogPostPageFactory(parent=blog, owner=user, live=slug != "author")
    post.save_revision().publish() if slug != "author" else post.save_revision()
    addresses = [
        "/admin/",
        reverse("posts:index"),
        reverse("wagtailadmin_explore", args=[blog.pk]),
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        reverse("wagtailadmin_account"),
    ]
    shown = unescape(" ".join(client.get(each).content.decode() for each in addresses))
    named = set(re.findall("“([^”]+)”", page_of(client, slug)))
    missing = {name for name in named - LATER if unescape(name).lower() not in shown.lower()}
    assert not missing


@pytest.mark.parametrize("slug", ROLE_OF)
def test_it_is_worded_in_german(client, site, slug):
    user = UserFactory(group="Admins")
    client.force_login(user)
    english = set(re.findall(r"<h2>[^<]+|<li>[^<]{20,}", page_of(client, slug)))
    UserProfile.objects.filter(user=user).update(preferred_language="de")
    german = set(re.findall(r"<h2>[^<]+|<li>[^<]{20,}", page_of(client, slug)))
    assert len(english) == len(german) > 5
    assert not english & german
