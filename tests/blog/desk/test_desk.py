"""The editor's desk: the order of its panels, its previews, and images into Markdown."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset

from blog.models import BlogPostPage
from tests.factories import AuthorFactory, BlogPostPageFactory, UserFactory
from tests.forms import edited_form, markdown_body, post_form

UPLOAD = "/admin/images/add/markdown/"


def picture(name="loss-curve_v2.png", *, size=(40, 30), kind="PNG") -> SimpleUploadedFile:
    data = io.BytesIO()
    Picture.new("RGB", size).save(data, kind)
    return SimpleUploadedFile(name, data.getvalue())


def test_writing_comes_first_and_the_rest_is_folded():
    panels = [
        (panel.clean_name, "collapsed" in panel.classname)
        for panel in BlogPostPage.get_edit_handler().children[0].children
    ]
    written = ["title", "post_or_short_form", "teaser", "body"]
    assert panels[2:6] == [(name, False) for name in written]
    # Below the body, the one line that takes a notebook into it.
    assert panels[7:]
    assert all(is_folded for _name, is_folded in panels[7:])


def preview(client, post, mode: str, **changes) -> str:
    """Return a preview of what stands in the form, which nobody saved."""
    changes = {"teaser": "A teaser in the making.", **changes}
    data = edited_form(post, "Words in the *making*.", **changes)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    answer = client.post(f"{address}?mode={mode}", data).json()
    assert answer["is_valid"]
    return client.get(f"{address}?mode={mode}").content.decode()


def test_the_page_is_previewed(desk, post):
    text = preview(desk, post, "")
    assert "<em>making</em>" in text
    assert 'class="post__body e-content document"' in text


def test_the_teaser_is_previewed_as_it_stands_in_a_listing(desk, post):
    text = preview(desk, post, "teaser")
    assert 'class="teaser h-entry"' in text
    assert "A teaser in the making." in text
    assert 'class="header"' in text
    assert "<em>making</em>" not in text


def test_the_feed_entry_is_previewed_without_the_sites_chrome(desk, post):
    text = preview(desk, post, "feed")
    assert "<em>making</em>" in text
    assert 'class="header"' not in text
    assert "site.css" not in text


def test_a_search_result_is_previewed_as_engines_and_our_own_search_show_it(desk, post):
    text = preview(desk, post, "search", teaser="<b>Drift</b> & more.", seo_title="Drift, watched")
    engine = text[text.index('class="engine"') : text.index("</article>")]
    assert "Drift, watched – Epoch" in " ".join(engine.split())
    assert post.full_url in engine
    assert "&lt;b&gt;Drift&lt;/b&gt; &amp; more." in engine
    hit = text[text.index('class="teaser hit"') :]
    assert "&lt;b&gt;Drift&lt;/b&gt; &amp; more." in hit
    assert "noindex" not in engine
    text = preview(desk, post, "search", search_description="For engines.")
    assert "For engines." in text[text.index('class="engine"') :]


def test_without_a_teaser_the_result_begins_as_the_text_in_the_form(desk, post):
    assert "Words in the making." in preview(desk, post, "search", teaser="")


def test_the_social_card_is_previewed_with_the_words_in_the_form(desk, post):
    text = preview(desk, post, "card", title="Retitled")
    address = unescape(re.search(r'<img src="([^"]+)"', text)[1])
    assert "title=Retitled" in address
    assert desk.get(address)["Content-Type"] == "image/png"
    assert 'alt="Retitled"' in text


def test_a_preview_tells_the_reading_time_of_the_form(desk, post):
    assert "1 min read" in preview(desk, post, "")
    data = edited_form(post, "word " * 1_150, teaser="Long.")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])
    desk.post(address, data)
    assert "5 min read" in desk.get(address).content.decode()


@pytest.mark.parametrize("mode", ["", "teaser", "feed", "card"])
def test_a_preview_names_the_authors_in_the_form(desk, blog, mode):
    post = BlogPostPageFactory(parent=blog, authors=[AuthorFactory(name="Saved Author")])
    typed = inline_formset([{"author": str(AuthorFactory(name="Typed Author").pk)}])
    text = preview(desk, post, mode, post_authors=typed)
    assert "Typed Author" in text.replace("+", " ")


@pytest.mark.parametrize("mode", ["", "teaser", "feed", "search", "card"])
def test_a_post_never_saved_is_previewed(desk, blog, editor, mode):
    AuthorFactory(name="Own Author", user=editor)
    path = reverse("wagtailadmin_pages:preview_on_add", args=["blog", "blogpostpage", blog.pk])
    body = markdown_body("[A link](/about/)")
    data = post_form(title="Brand new", slug="brand-new", body=body)
    assert desk.post(f"{path}?mode={mode}", data).json()["is_valid"]
    response = desk.get(f"{path}?mode={mode}")
    assert response.status_code == 200
    assert "Brand new" in response.content.decode()


def test_an_uploaded_image_answers_with_its_id_and_words(desk, editor):
    answer = desk.post(UPLOAD, {"file": picture()}).json()
    image = get_image_model().objects.get()
    assert answer == {"id": image.pk, "alt": ""}
    assert image.title == "loss curve v2"
    assert image.uploaded_by_user == editor
    assert (image.width, image.height) == (40, 30)


def test_an_author_uploads_too(client, db):
    client.force_login(UserFactory(group="Authors"))
    assert client.post(UPLOAD, {"file": picture()}).status_code == 200


def test_of_several_collections_an_allowed_one_is_taken(desk):
    Collection.get_first_root_node().add_child(name="Charts")
    assert desk.post(UPLOAD, {"file": picture()}).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"words"),
        ("page.png", b"<script>alert(1)</script>"),
        ("empty.png", b""),
        ("drawing.svg", b"<svg"),
        ("bomb.svg", b'<!DOCTYPE x [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_a_file_that_is_no_image_is_refused_with_the_reason(desk, name, content):
    response = desk.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 400
    assert response.json()["error"]
    assert not get_image_model().objects.exists()


def test_wagtails_limits_hold(desk, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50
    assert "too big" in desk.post(UPLOAD, {"file": picture()}).json()["error"]
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    assert "too many pixels" in desk.post(UPLOAD, {"file": picture()}).json()["error"]


def test_a_wrong_extension_is_named(desk):
    error = desk.post(UPLOAD, {"file": picture("x.png", kind="JPEG")}).json()["error"]
    assert "the ending of its name" in error


def test_no_file_is_an_error_not_a_crash(desk):
    assert desk.post(UPLOAD).status_code == 400


def test_who_may_not_add_images_is_refused(client, db):
    writer = UserFactory(group="Authors")
    writer.groups.get().collection_permissions.all().delete()
    client.force_login(writer)
    asked_by_script = {"X-Requested-With": "XMLHttpRequest"}
    response = client.post(UPLOAD, {"file": picture()}, headers=asked_by_script)
    assert response.status_code == 403
    assert not get_image_model().objects.exists()


def test_the_public_cannot_upload(client, db):
    assert client.post(UPLOAD, {"file": picture()}).status_code == 302
    assert not get_image_model().objects.exists()


def test_an_upload_needs_the_forms_token(db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory(group="Editors"))
    assert strict.post(UPLOAD, {"file": picture()}).status_code == 403
