"""An alias waits for its source, names it as the original, and stands in nothing but its blog."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Revision

from blog.models import BlogPostPage, SocialCard
from blog.social_cards.keeping import keep_cards
from home.sitemap.views import IDS_PER_PART
from search.models import SearchPage
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory
from tests.people import restrict


@pytest.fixture
def notes(home):
    return BlogIndexPageFactory(parent=home, title="Notes", slug="notes")


@pytest.fixture
def alias(post, notes):
    return post.create_alias(parent=notes, update_slug="copy")


def schedule(post):
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()


def test_an_alias_of_a_draft_goes_live_with_it_and_not_before(client, blog, notes):
    draft = BlogPostPageFactory(parent=blog, live=False, title="Quicksilver")
    alias = draft.create_alias(parent=notes, update_slug="copy")
    chained = alias.create_alias(parent=notes, update_slug="chained")
    schedule(draft)
    for each in (alias, chained):
        each.refresh_from_db()
        assert not each.live
        assert client.get(f"/notes/{each.slug}/").status_code == 404
    past = timezone.now() - timedelta(minutes=1)
    for revision in Revision.objects.filter(object_id=draft.pk):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    for each in (alias, chained):
        each.refresh_from_db()
        assert each.live
        assert client.get(f"/notes/{each.slug}/").status_code == 200
    draft.refresh_from_db()
    draft.unpublish()
    for each in (alias, chained):
        each.refresh_from_db()
        assert not each.live


def test_a_scheduled_change_of_a_live_post_changes_its_alias_no_earlier(post, alias):
    post.save_revision().publish()
    post.title = "Later"
    schedule(post)
    alias.refresh_from_db()
    assert alias.title == "Watching for drift"


def test_an_alias_names_its_source_as_the_original(client, post, alias):
    html = client.get(alias.url).content.decode()
    assert f'<link rel="canonical" href="{post.full_url}">' in html
    assert f'"@id":"{post.full_url}"' in html
    markdown = client.get(f"{alias.url}index.md")
    assert markdown["Link"] == f'<{post.full_url}>; rel="canonical"'
    assert post.full_url in markdown.content.decode()


def test_an_alias_stands_in_no_feed_sitemap_or_search(client, post, alias):
    # A server's ids go on from test to test.
    sitemap = f"sitemap-pages-{post.pk // IDS_PER_PART}.xml"
    for path in ("feed.xml", "feed.json", "llms.txt", "index.md", sitemap, ""):
        text = client.get(f"/{path}").content.decode()
        assert "/notes/copy/" not in text, path
        assert "/blog/drift/" in text, path
    for path in ("feed.xml", "rss.xml", "feed.json", "index.md"):
        answer = client.get(f"/notes/{path}")
        assert answer.status_code == 200
        assert "/notes/copy/" not in answer.content.decode()
    found = client.get("/search/?q=drift&format=json").json()
    assert "/notes/copy/" not in str(found)
    assert not SearchPage.objects.filter(pk=alias.pk).exists()


def test_an_alias_stands_in_the_lists_of_its_blog(client, post, alias):
    assert list(client.get("/notes/").context["teasers"].items) == [alias]


def test_an_alias_that_became_a_page_is_found(client, post, alias):
    alias = ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    assert SearchPage.objects.filter(pk=alias.pk).exists()
    assert "/notes/copy/" in client.get("/notes/feed.xml").content.decode()


def test_an_alias_has_no_card_once_its_source_is_private(post, alias):
    keep_cards([alias.pk])
    assert SocialCard.objects.filter(page=alias).exists()
    restrict(post, "login")
    assert not SocialCard.objects.filter(page=alias).exists()


def test_below_a_section_that_moves_away_all_aliases_are_hidden(home, post, blog, alias):
    private = restrict(BlogIndexPageFactory(parent=home, slug="private"), "login")
    keep_cards([alias.pk])
    post.move(private, pos="last-child")
    assert not SocialCard.objects.exists()
    assert not BlogPostPage.objects.public().filter(pk=alias.pk).exists()


def test_the_form_says_what_becomes_of_the_title(client, home, blog, post):
    client.force_login(UserFactory(is_superuser=True))
    for page in (post, blog):
        answer = client.get(reverse("wagtailadmin_pages:copy", args=[page.pk]))
        assert "the title above is not used" in answer.content.decode()
