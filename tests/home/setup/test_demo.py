import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from blog.models import Author, BlogPostPage
from home.management.commands.demo import kept_password, make_admin
from home.setup.pages import TAGLINE

pytestmark = pytest.mark.django_db

HEART = {
    "building-ml-systems-that-work-in-production": [
        "key takeaways", "data pipeline", "notebook", "goes live", "drift", "system health",
        "alert", "validat", "silent", "simplest", "feature store", "reliab", "observab",
        "maintain",
    ],
    "large-language-models-a-practical-guide": [
        "next-token", "learn", "amount of text", "prompt", "faster and cheaper", "cannot reach",
    ],
    "from-notebooks-to-ml-pipelines": ["underestimate", "rigour", "pipeline", "software"],
}  # fmt: skip


@pytest.fixture
def demo(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("demo", no_serve=True)


def test_the_starter_site_reads_as_promised(client, demo):
    home = client.get("/").content.decode()
    assert TAGLINE in home
    assert BlogPostPage.objects.count() >= 10
    for slug, points in HEART.items():
        assert f'href="/blog/{slug}/"' in home
        text = BlogPostPage.objects.get(slug=slug).document.text.casefold()
        page = client.get(f"/blog/{slug}/").content.decode()
        assert len(text.split()) >= 800
        assert "<pre" in page
        assert "<figure" in page
        told = page.casefold()
        assert [point for point in points if point not in told] == []
    hits = client.get("/search/", {"q": "drift"}).context["hits"].items
    assert hits[0].page.slug == "building-ml-systems-that-work-in-production"


def test_a_second_start_keeps_what_was_edited_or_deleted(demo):
    posts = {post.slug: post for post in BlogPostPage.objects.all()}
    posts["sqlite-in-production"].delete()
    edited = posts["testing-numerical-code"]
    edited.title = "Edited here"
    edited.save_revision().publish()
    Author.objects.update(biography="Rewritten.")
    call_command("demo", no_serve=True)
    assert not BlogPostPage.objects.filter(slug="sqlite-in-production").exists()
    assert BlogPostPage.objects.get(pk=edited.pk).title == "Edited here"
    assert BlogPostPage.objects.count() == len(posts) - 1
    assert set(Author.objects.values_list("biography", flat=True)) == {"Rewritten."}


def test_the_password_is_made_once_and_kept_private(tmp_path):
    assert kept_password(tmp_path) == kept_password(tmp_path)
    assert (tmp_path / "demo_password").stat().st_mode & 0o777 == 0o600


def test_a_given_password_is_set_and_a_changed_one_is_left(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("DEMO_PASSWORD", "given-lamp-42")
    assert make_admin() == "given-lamp-42"
    user = get_user_model().objects.get(is_superuser=True)
    user.set_password("own-lamp-43")
    user.save()
    monkeypatch.delenv("DEMO_PASSWORD")
    assert make_admin() == "(changed since)"
    user.refresh_from_db()
    assert user.check_password("own-lamp-43")
