import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory, UserFactory

BAD = r"Good $x$ and bad $\frac{a}{$ here. See [@fig:none] and [there](#nowhere)."


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(group="Editors"))
    return client


def form(post, *sources, **changes):
    return nested_form_data(
        {
            "title": post.title,
            "slug": post.slug,
            "teaser": "",
            "body": streamfield([("markdown", source) for source in sources]),
            "display_date": "2026-01-01 10:00",
            "post_authors": inline_formset([]),
            "pinned_posts": inline_formset([]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def edit(editor, post, source, **changes):
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    return editor.post(address, form(post, "Fine.", source, **changes), follow=True)


def test_a_draft_may_hold_a_bad_formula_and_its_problems_are_listed(editor, post):
    html = edit(editor, post, BAD).content.decode()
    assert (
        r"\frac"
        in BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object().body[1].value
    )
    panel = BeautifulSoup(html, "html.parser").find("code", string="fig:none").find_parent("ul")
    assert [code.text for code in panel.select("code")] == [r"\frac{a}{", "fig:none", "#nowhere"]
    links = {link["href"] for link in panel.select("a")}
    (link,) = links
    assert link.startswith("#:w:contentpath=body.")


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_a_bad_formula_is_not_published_and_the_message_names_it(editor, post, action):
    before = post.latest_revision_id
    html = edit(editor, post, BAD, **{action: "1"}).content.decode()
    post.refresh_from_db()
    assert post.latest_revision_id == before
    assert r"\\frac{a}{" in html or r"\frac{a}{" in html
    assert "cannot be shown" in html


def test_labels_and_anchors_do_not_stop_a_publish(editor, post):
    edit(editor, post, "See [@fig:none].", **{"action-publish": "1"})
    assert "fig:none" in BlogPostPage.objects.get(pk=post.pk).document.html


def test_a_body_past_all_measure_is_refused_even_as_a_draft(editor, post, monkeypatch):
    monkeypatch.setattr("blog.forms.MAX_BODY_CHARACTERS", 1_000)
    html = edit(editor, post, "word " * 300).content.decode()
    assert "too long for one page" in html
    assert BlogPostPage.objects.get(pk=post.pk).latest_revision_id is None


def test_a_text_without_problems_has_no_panel(editor, blog):
    post = BlogPostPageFactory(parent=blog)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert "have a look at" not in editor.get(address).content.decode()
