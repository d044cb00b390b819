"""The dashboard speaks of this site, and shows each role what it may see and nothing else."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query

from blog.models import SiteIdentity
from search.models import SearchMiss
from tests.factories import BlogPostPageFactory, PostTemplatesPageFactory, UserFactory

BROKEN = [("markdown", "[gone](#nowhere)")]


@pytest.fixture
def miss(db):
    return SearchMiss.objects.create(query=Query.get("quokka"), date=date(2031, 2, 1), misses=7)


def with_problems(blog, **kwargs):
    post = BlogPostPageFactory(parent=blog, body=BROKEN, teaser="", **kwargs)
    post.save_revision()
    return post


@pytest.mark.parametrize(
    ("role", "panels"),
    [
        ("Authors", {"own-work", "scheduled"}),
        ("Editors", {"own-work", "scheduled", "problems"}),
        ("Admins", {"own-work", "scheduled", "problems", "misses"}),
    ],
)
def test_each_role_sees_its_panels(blog, miss, shown_to, role, panels):
    with_problems(blog)
    user = UserFactory(group=role)
    shown = shown_to(user)
    assert set(shown) - {""} == panels
    assert ("quokka" in "".join(shown.values())) == (role == "Admins")
    assert f"<strong>{role[:-1]}</strong>" in shown[""]


def test_a_superuser_sees_all_and_wagtails_panels_are_not_doubled(blog, miss, shown_to):
    with_problems(blog)
    shown = shown_to(User.objects.create_superuser("root"))
    assert set(shown) - {""} == {"own-work", "scheduled", "problems", "misses"}
    for title in ("Your most recent edits", "Awaiting your review", "in a workflow"):
        assert title not in "".join(shown.values())


def test_it_counts_the_posts_to_check_again(blog, writer, editor, shown_to):
    BlogPostPageFactory.create_batch(2, parent=blog, checked_on=date(2020, 1, 1))
    shown = shown_to(editor)["problems"]
    assert "2 posts were checked too long ago" in shown
    assert "/posts/?status=stale" in shown
    assert "problems" not in shown_to(writer)


def test_problems_are_those_of_ones_own_pages(blog, home, writer, editor, shown_to):
    with_problems(blog, title="Mine", owner=writer)
    with_problems(blog, title="Another's")
    with_problems(PostTemplatesPageFactory(parent=home), title="A template")
    shown = shown_to(writer)["problems"]
    assert "Mine" in shown
    assert "Another" not in shown
    assert "Another&#x27;s" in shown_to(editor)["problems"]
    assert "A template" not in shown_to(editor)["problems"]


@pytest.mark.parametrize("role", ["Authors", "Editors", "Admins"])
def test_more_of_everything_costs_no_more_queries(
    blog, miss, schedule, shown_to, count_queries, role
):
    user = UserFactory(group=role)

    def add(count):
        for number in range(count):
            with_problems(blog, owner=user)
            schedule(f"Later {number}", owner=user)
            submitted = BlogPostPageFactory(parent=blog, owner=user, live=False)
            submitted.save_revision(user=user)
            submitted.get_workflow().start(submitted, user)

    add(2)
    shown_to(user)
    few = count_queries(lambda: shown_to(user))
    add(4)
    assert count_queries(lambda: shown_to(user)) <= few


def test_pages_are_named_by_the_site(client, site, editor):
    identity = SiteIdentity.for_site(site)
    identity.name = "Tide & Time"
    identity.save()
    client.force_login(editor)
    for path in ("/admin/", reverse("posts:index"), "/admin/pages/"):
        page = client.get(path).content.decode()
        title = page[page.index("<title>") : page.index("</title>")]
        assert title.endswith("Tide &amp; Time")
        assert "Wagtail" not in title
    assert "Welcome to Tide &amp; Time" in client.get("/admin/").content.decode()
    client.logout()
    page = client.get("/admin/login/").content.decode()
    assert "Wagtail" not in page[page.index("<title>") : page.index("</title>")]


def test_the_way_to_a_new_post_stands_first(blog, client, writer, shown_to):
    shown = shown_to(writer)[""]
    assert reverse("posts:choose_parent") in shown
    assert reverse("new_post_from_template") in shown
    assert reverse("guide", args=["author"]) in shown
