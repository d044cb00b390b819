"""Links that show a draft to people without a login."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from blog.models import DraftLink
from tests.blog.sharing.draft_links import make_link
from tests.factories import BlogPostPageFactory, StandardPageFactory, UserFactory
from tests.people import restrict


@pytest.fixture
def draft(blog):
    post = BlogPostPageFactory(parent=blog, title="Quiet draft", slug="quiet", live=False)
    post.save_revision()
    return post


@pytest.fixture
def link(draft):
    return make_link(draft)


def share(page) -> str:
    return reverse("share_draft", args=[page.pk])


def test_a_link_shows_the_newest_draft_of_a_live_page(client, post):
    link = make_link(post)
    post.title, post.body = "Watching closer", [("markdown", "Words **to come**.")]
    post.save_revision()
    text = client.get(link.get_absolute_url()).content.decode()
    assert "Watching closer" in text
    assert "<strong>to come</strong>" in text
    assert 'class="draft-banner"' in text
    assert "Watching closer" not in client.get(post.url).content.decode()


def test_a_shared_draft_is_kept_out_of_indexes_and_caches(client, link):
    response = client.get(link.get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()


def test_no_public_page_carries_the_drafts_marks(client, post):
    response = client.get(post.url)
    assert "draft-banner" not in response.content.decode()
    assert 'name="robots"' not in response.content.decode()


@pytest.mark.parametrize("make", [StandardPageFactory, None], ids=["standard", "index"])
def test_other_pages_are_shared_too(client, home, blog, make):
    page = make(parent=home, live=False) if make else blog
    assert client.get(make_link(page).get_absolute_url()).status_code == 200


def test_a_link_to_a_private_page_opens_it_alone(client, draft, hidden_posts):
    restrict(draft, "login")
    text = client.get(make_link(draft).get_absolute_url()).content.decode()
    assert "Quiet draft" in text
    assert "Quicksilver" not in text


@pytest.mark.parametrize(
    "change",
    [{"is_revoked": True}, {"expires_at": timezone.now() - timedelta(seconds=1)}],
    ids=["revoked", "expired"],
)
def test_a_link_that_ended_is_not_found(client, link, change):
    DraftLink.objects.update(**change)
    response = client.get(link.get_absolute_url())
    assert response.status_code == 404
    assert "Quiet draft" not in response.content.decode()


def test_a_deleted_page_takes_its_links_along(client, draft, link):
    address = link.get_absolute_url()
    draft.delete()
    assert client.get(address).status_code == 404


def test_a_link_outlives_the_one_who_made_it(client, draft):
    maker = UserFactory(is_active=False)
    link = make_link(draft, created_by=maker)
    assert client.get(link.get_absolute_url()).status_code == 200
    maker.delete()
    assert client.get(link.get_absolute_url()).status_code == 200


def forged(link: DraftLink) -> list[str]:
    name, signature = link.token.split(":")
    return [
        name,
        f"{name}:{signature[:-1]}",
        f"{name}:{signature[::-1]}",
        Signer().sign(name),
        Signer(salt="blog.draft_link").sign("not-a-uuid"),
        "0" * 32 + f":{signature}",
        "\x00:",
        "é" * 500,
    ]


def test_a_forged_token_is_refused_before_the_database_is_asked(client, link):
    for token in forged(link):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("draft", args=[token])).status_code == 404
        assert not [query for query in queries if "draftlink" in query["sql"]]


def test_reading_a_draft_writes_nothing(client, link):
    client.get("/")  # makes the site's identity, which every real site has
    with CaptureQueriesContext(connection) as queries:
        client.get(link.get_absolute_url())
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_draft_is_only_read(client, link, method):
    assert getattr(client, method)(link.get_absolute_url()).status_code == 405


def test_an_editor_sees_a_draft_as_everyone_does(desk, link, editor):
    text = desk.get(link.get_absolute_url()).content.decode()
    assert "wagtail-userbar" not in text
    assert editor.username not in text


def test_an_editor_makes_and_revokes_a_link(desk, draft, editor):
    desk.post(share(draft), {"days": "30"})
    link = draft.draft_links.get()
    assert link.created_by == editor
    assert timedelta(days=29) < link.expires_at - timezone.now() <= timedelta(days=30)
    text = desk.get(share(draft)).content.decode()
    assert f"http://testserver{link.get_absolute_url()}" in text
    desk.post(reverse("revoke_draft_link", args=[draft.pk, link.pk]))
    assert desk.get(link.get_absolute_url()).status_code == 404
    assert link.token not in desk.get(share(draft)).content.decode()
    actions = PageLogEntry.objects.filter(page=draft.pk).values_list("action", flat=True)
    assert {"blog.draft_link.create", "blog.draft_link.revoke"} <= set(actions)
    assert not ModelLogEntry.objects.filter(content_type__model="draftlink").exists()


def test_a_week_is_what_a_link_opens_for_unless_chosen(desk, draft):
    assert desk.get(share(draft)).context["form"]["days"].value() == 7


@pytest.mark.parametrize("days", ["", "365", "-1", "x"])
def test_no_other_time_can_be_chosen(desk, draft, days):
    assert desk.post(share(draft), {"days": days}).context["form"].errors
    assert not draft.draft_links.exists()


def test_a_link_is_revoked_on_its_own_page_only(desk, draft, post, link):
    address = reverse("revoke_draft_link", args=[post.pk, link.pk])
    assert desk.post(address).status_code == 404
    assert desk.get(address).status_code == 405


def test_who_may_not_edit_a_page_does_not_share_it(client, draft, link):
    client.force_login(UserFactory(group="Authors"))
    for address in (share(draft), reverse("revoke_draft_link", args=[draft.pk, link.pk])):
        client.post(address, {"days": "7"})
    link.refresh_from_db()
    assert not link.is_revoked
    assert draft.draft_links.count() == 1
    assert client.get(share(draft)).status_code == 302


def test_the_pages_menu_leads_to_sharing(desk, draft):
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert share(draft) in desk.get(edit).content.decode()
    desk.force_login(UserFactory(group="Authors"))
    explorer = reverse("wagtailadmin_explore", args=[draft.get_parent().pk])
    assert "/share/" not in desk.get(explorer).content.decode()
