"""Every bounded column that is filled from derived or foreign text takes any text.

SQLite doesn't count what a column holds, so that these tests do.
"""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from wagtail.models import Page

from blog.importing.markdown.reader import import_folder
from blog.models import Author, BlogPostPage, Tag
from config.background import scheduler
from tests.blog.importing.folders import SVG, write_file
from tests.factories import BlogPostPageFactory, UserFactory
from tests.forms import markdown_body, post_form

pytestmark = pytest.mark.django_db
OURS = ("blog", "home", "search")
# What fills each: see the tests of the one or the other.
DERIVED = {
    "blog.Author": {"name", "slug"}, "blog.BinnedPage": {"address"},
    "blog.BlogPostPage": {"excerpt"}, "blog.WebhookMessage": {"title"},
    "blog.Series": {"name", "slug"}, "blog.Tag": {"name", "slug"},
    "blog.Source": {"byline", "key", "title", "type"}, "blog.SourceUse": {"key"},
    "blog.ImportedFile": {"path", "source"},
    "blog.ImportedNotebook": {"kernel", "language", "language_version", "title", "root"},
    "search.SearchSection": {"anchor"}, "search.SearchTopic": {"slug", "name", "folded"},
    "search.SearchWord": {"word", "token", "spelled"},
}  # fmt: skip
# Hashes, codes and names of our own.
MADE = {
    "blog.FetchedPicture": {"checksum", "url_hash"}, "blog.ImportRun": {"state"},
    "blog.ImportedFile": {"checksum"}, "blog.ImportedNotebook": {"sha256"},
    "blog.BlogPostPage": {"change_kind", "form"}, "blog.PageProblem": {"kind"},
    "blog.PublishedVersion": {"content_hash", "kind"},
    "blog.OutboundLink": {"state", "url_hash"}, "blog.SocialCard": {"digest", "file"},
    "blog.StoredDocument": {"body_hash", "language", "version"},
    "blog.Webhook": {"answer", "former_secret", "secret"},
    "blog.WebhookMessage": {"answer", "event", "state"}, "home.SetupStep": {"name"},
    "home.Invitation": {"digest"},
    "search.SearchPage": {"language", "digest"}, "search.SearchTopic": {"kind"},
}  # fmt: skip
# Forms refuse what is too long.
TYPED = {
    "blog.Author": {"orcid"},
    "blog.BlogPostPage": {"canonical_url", "discuss_url", "doi", "language", "link_title",
                          "link_url"},
    "blog.ImportRun": {"name", "old_site"}, "blog.Webhook": {"name", "url"},
    "home.Invitation": {"email", "mailbox"}, "home.StandardPage": {"language"},
    "blog.SiteIdentity": {"accent", "citation_style", "name", "tagline", "security_contact",
                          "report_address"},
}  # fmt: skip
TEXTS = [
    "The estimator θ̂ of x̄ " * 30,
    "x" + "\u0304" * 300,
    "किताबें और नमस्ते " * 30,
    "ภาษาไทยที่เป็น" * 40,
    "مَكْتَبَةٌ كِتَابٌ " * 40,
    "שָׁלוֹם עוֹלָם " * 40,
    "👩🏽‍💻🇮🇱1️⃣" * 80,
    "\u202eab\u200b\u2066c\u2069\u200d" * 80,
    "ﷺ" * 300,
    "foo_" + "a" * 70 + "Bcd",
]


def test_every_bounded_column_of_ours_is_known():
    known = [
        (label, name) for kind in (DERIVED, MADE, TYPED) for label in kind for name in kind[label]
    ]
    bounded = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.FileField) and field.max_length
    }
    assert sorted(known) == sorted(bounded)


def assert_columns_hold():
    """Assert that no row of any table holds more than its column takes on PostgreSQL."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField) and field.max_length and not field.is_relation:
                held = model._base_manager.values_list(field.attname, flat=True)
                longest = max((len(each or "") for each in held), default=0)
                assert longest <= field.max_length, (model, field.name)


@pytest.mark.parametrize("text", TEXTS)
def test_an_import_fills_every_column(text, blog, tmp_path):
    names = f"title: {text}\ntags: ['{text}']\nauthors: ['{text}']\nseries: '{text}'"
    picture = f"![{text}](a.svg)\n\n"
    write_file(tmp_path, "a.svg", SVG)
    write_file(
        tmp_path, "a.md", f"---\n{names}\nsummary: {text}\n---\n{text}\n\n{picture}## {text}"
    )
    write_file(tmp_path, "b.md", f"{picture}# {text}\n\n{text}")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert report.failures == []
    assert_columns_hold()


@pytest.mark.parametrize("text", TEXTS)
def test_the_scheduler_publishes_any_text(text, blog):
    post = BlogPostPageFactory(parent=blog, live=False, body=[("markdown", text)])
    post.save_revision(approved_go_live_at=post.display_date)
    scheduler.publish_due()
    post.refresh_from_db()
    assert post.live
    assert post.excerpt
    assert_columns_hold()


@pytest.mark.parametrize("name", ["ﷺ" * 50, "😀😀", "++", "क्षत्रिय"])
def test_a_tag_of_any_name_has_a_slug_that_fits(name):
    tags = [Tag.objects.create(name=name), Tag.objects.create(name=f"{name}+")]
    assert all(0 < len(tag.slug) <= 100 for tag in tags)
    assert tags[0].slug != tags[1].slug


def test_an_author_of_a_user_with_long_names_fits():
    UserFactory(first_name="θ̂" * 75, last_name="ﷺ" * 150, group="Authors", username="x")
    assert all(len(author.name) <= 120 for author in Author.objects.all())


@pytest.mark.parametrize(
    "name", ["字" * 120 + ".pdf", "😀.pdf", "😀", "กำ" * 60 + ".csv", "a b.txt"]
)
def test_a_file_of_any_name_is_kept(name):
    kept = default_storage.save(f"documents/{name}", ContentFile(b"x"), max_length=100)
    try:
        assert default_storage.exists(kept)
        assert len(kept) <= 100
        assert not kept.rpartition("/")[2].startswith(".")
    finally:
        default_storage.delete(kept)


@pytest.mark.parametrize("title", ["😀", "ﷺ" * 255, "\u202e\u2066", "نَص", "tags"])
def test_a_title_that_makes_no_slug_of_itself_gets_one(title, blog, client):
    client.force_login(UserFactory(group="Editors"))
    body = markdown_body(f"a\r\nb {title}")
    sent = post_form(title=title, slug=None, body=body, **{"action-publish": "1"})
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert len(set(Page.objects.child_of(blog).live().values_list("slug", flat=True))) == 2
    assert BlogPostPage.objects.first().body[0].value.startswith("a\nb")


def test_a_page_with_the_longest_slug_is_renamed(blog):
    post = BlogPostPageFactory(parent=blog, slug="x" * 255)
    post.slug = "y" * 255
    post.save()
    post.slug = "short"
    post.save()
    assert_columns_hold()
