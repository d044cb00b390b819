"""What readers see of changes, and what they never see."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from blog.change_notes.tasks import make_comparison
from blog.models import BlogPostPage, PublishedVersion
from search.typography.typesetting import typeset
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=30)
XSS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "\"><script>alert(1)</script>", "</title><script>alert(1)</script>", "{{ 7|add:7 }}",
    "<a href=\"javascript:alert(1)\">x</a>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "]]><script>alert(1)</script>", "<!--><script>alert(1)</script>", "&lt;script&gt;alert(1)",
]  # fmt: skip


@pytest.fixture
def post(blog):
    return BlogPostPageFactory(
        parent=blog, title="Watching for drift", slug="drift", display_date=OLD,
        first_published_at=OLD, last_published_at=OLD,
        body=[("markdown", "The rate is 0.1.\n\nAll else stays.")],
    )  # fmt: skip


@pytest.fixture
def corrected(post, publish):
    return publish(
        post, "The rate is 0.01.\n\nAll else stays.", change_note="Corrected the learning rate",
        change_kind="correction",
    )  # fmt: skip


def comparison_url(post):
    return f"{post.url}changes/{PublishedVersion.objects.of(post).first().pk}/"


def test_readers_find_note_and_comparison(client, corrected):
    page = client.get(corrected.url).content.decode()
    assert "Corrected the learning rate" in page
    assert page.index("Corrected the learning rate") < page.index("All else stays.")
    changes = client.get(f"{corrected.url}changes/").content.decode()
    assert "Corrected the learning rate" in changes
    assert comparison_url(corrected) in changes
    comparison = client.get(comparison_url(corrected)).content.decode()
    assert "removed:" in comparison
    assert "<ins>" in comparison
    for text in (changes, comparison):
        assert '<meta name="robots" content="noindex">' in text


@pytest.mark.parametrize("path", ["blog/feed.xml", "blog/rss.xml", "blog/feed.json"])
def test_feeds_tell_of_a_correction(client, corrected, path):
    assert b"Corrected the learning rate" in client.get(f"/{path}").content


def test_the_markdown_version_and_the_head_tell_of_it(client, corrected):
    text = client.get(f"{corrected.url}index.md").content.decode()
    assert "> **Correction, " in text
    assert f"updated: {corrected.last_published_at:%Y-%m-%d}" in text
    page = client.get(corrected.url).content.decode()
    assert '"correction":[{"@type":"CorrectionComment"' in page
    assert f'"dateModified":"{corrected.text_changed_at:%Y-%m-%d}' in page
    assert f"Version of {corrected.last_published_at:%Y-%m-%d}" in page


def test_a_retraction_is_cited_as_one(client, corrected, publish):
    publish(corrected, change_kind="retraction")
    page = client.get(corrected.url).content.decode()
    assert "Retracted" in page
    assert "&quot;status&quot;: &quot;retracted&quot;" in page


def test_a_small_edit_moves_nothing(client, post, publish):
    addresses = ("blog/feed.xml", "blog/rss.xml", "blog/feed.json", "sitemap.xml")
    dates = {each: dates_in(client.get(f"/{each}")) for each in addresses}
    before = dates_in(client.get(post.url)), dates_in(client.get(f"{post.url}index.md"))
    post = publish(post, "The rate is 0.01.\n\nAll else stays.")
    assert b"0.01" in client.get(post.url).content
    assert {each: dates_in(client.get(f"/{each}")) for each in addresses} == dates
    assert (dates_in(client.get(post.url)), dates_in(client.get(f"{post.url}index.md"))) == before
    assert client.get(f"{post.url}changes/").status_code == 404


def dates_in(response):
    """What a text says of today; the day of the publish would be new in it."""
    today = timezone.localtime()
    text = response.content.decode()
    forms = (f"{today:%Y-%m-%d}", f"{today:%d %b %Y}", today.strftime("%B %-d, %Y"))
    return [text.count(form) for form in forms]


@pytest.mark.parametrize("payload", XSS)
def test_nothing_that_is_typed_runs(client, post, publish, payload):
    post = publish(post, f"Before {payload} after.", change_note=f"Note {payload}")
    for url in (post.url, f"{post.url}changes/", comparison_url(post)):
        told = BeautifulSoup(client.get(url).content, "html.parser").find("main")
        assert told.find(class_="change").get_text().count("Note") == 1
        for element in told.find_all(True):
            assert element.name not in ("script", "iframe", "svg") or "curve" in str(element)
            assert not any(name.startswith("on") or name == "srcdoc" for name in element.attrs)
            assert not str(element.get("href", "")).startswith("javascript:")
    text = client.get(f"{post.url}changes/").content.decode()
    assert escape(typeset(f"Note {payload}", "en")) in text
    html = client.get("/blog/feed.json").json()["items"][0]["content_html"]
    told = BeautifulSoup(html, "html.parser").p
    assert told.get_text().endswith(f"Note {payload}")


@pytest.mark.parametrize("state", ["draft", "private", "expired"])
def test_changes_are_as_hidden_as_their_post(client, corrected, state):
    urls = [f"{corrected.url}changes/", comparison_url(corrected)]
    if state == "private":
        PageViewRestriction.objects.create(page=corrected, restriction_type="login")
    elif state == "draft":
        corrected.unpublish()
    else:
        BlogPostPage.objects.filter(pk=corrected.pk).update(expire_at=OLD)
    expected = client.get(corrected.url).status_code
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == expected != 200
        assert b"Corrected" not in answer.content


def test_drafts_never_show(client, corrected):
    corrected.body = [("markdown", "Unfinished thoughts.")]
    corrected.change_note = "Not yet told"
    corrected.save_revision()
    for url in (corrected.url, f"{corrected.url}changes/", comparison_url(corrected)):
        page = client.get(url).content
        assert b"Not yet told" not in page
        assert b"Unfinished" not in page


def test_comments_in_markdown_never_show(client, post, publish):
    post = publish(post, "The rate is 0.01.\n\n<!-- ask Ada -->\n\nNew.", change_note="Fixed")
    assert b"Ada" not in client.get(comparison_url(post)).content


@pytest.mark.parametrize("is_old", [True, False])
def test_a_secret_on_either_side_leaves_no_comparison(client, post, publish, is_old):
    text = "The key is AKIA" + "Q3EGRGPZ5UK4B7XY."
    post = publish(post, "The rate is 0.01.", change_note="Fixed")
    newest, first = PublishedVersion.objects.of(post)
    with_secret = first if is_old else newest
    with_secret.body = [{"type": "markdown", "value": text, "id": "1"}]
    with_secret.save()
    make_comparison.func(newest.pk)
    changes = client.get(f"{post.url}changes/").content.decode()
    assert "Fixed" in changes
    assert comparison_url(post) not in changes
    assert client.get(comparison_url(post)).status_code == 404


def test_an_editor_withholds_a_comparison_and_shows_it_again(desk, client, corrected):
    url, version = reverse("change_notes", args=[corrected.pk]), comparison_url(corrected)
    key = version.rstrip("/").rpartition("/")[2]
    assert "Corrected the learning rate" in desk.get(url).content.decode()
    assert desk.post(url, {"withhold": key}).status_code == 302
    assert client.get(version).status_code == 404
    changes = client.get(f"{corrected.url}changes/").content.decode()
    assert "Corrected the learning rate" in changes
    assert version not in changes
    assert desk.post(url, {"release": key}).status_code == 302
    assert client.get(version).status_code == 200
    for other in ("x", "9" * 5_000, "٣"):
        assert desk.post(url, {"withhold": other}).status_code == 404


def test_writers_withhold_nothing(client, writer, corrected):
    client.force_login(writer)
    url = reverse("change_notes", args=[corrected.pk])
    assert client.post(url, {"withhold": "1"}).status_code != 200
    assert not PublishedVersion.objects.filter(is_withheld=True).exists()


@pytest.mark.parametrize("path", ["changes/0/", "changes/x/", "changes/1/2/", f"changes/{10**18}/"])
def test_other_addresses_are_not_found(client, corrected, path):
    assert client.get(f"{corrected.url}{path}").status_code == 404


def test_no_post_shows_another_ones_comparison(client, corrected, blog):
    other = BlogPostPageFactory(parent=blog)
    key = comparison_url(corrected).rstrip("/").rpartition("/")[2]
    assert client.get(f"{other.url}changes/{key}/").status_code == 404


def test_an_alias_leads_to_the_changes_of_its_source(client, corrected):
    alias = corrected.create_alias(update_slug="alias")
    assert client.get(f"{alias.url}changes/").status_code == 200
    corrected.unpublish()
    assert client.get(f"{alias.url}changes/").status_code == 404


def test_a_post_takes_no_more_queries_for_its_notes(client, corrected, publish, count_queries):
    one = count_queries(lambda: client.get(corrected.url))
    for number in range(3):
        post = publish(corrected, f"Text {number}.", change_note=f"Note {number}")
    assert count_queries(lambda: client.get(post.url)) == one
    assert count_queries(lambda: client.get("/blog/feed.xml")) <= 12
