"""The alternative texts of a post's pictures are written in one form."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from blog.desk.picture_texts import pictures_in, raw_blocks


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="plot", file=get_test_image_file())


@pytest.fixture
def post_with_pictures(post, picture):
    image = {"image": picture.pk, "alt_text": "", "decorative": True}
    row = {"image": image, "caption": ""}
    post.body = post.body.stream_block.to_python([
        {"type": "output", "id": "aaaa", "value": {"kind": "image", "image": dict(image)}},
        {"type": "markdown", "id": "bbbb", "value": "Between."},
        {"type": "gallery", "id": "cccc", "value": {"images": [
            {"type": "item", "id": "d1", "value": dict(row)},
            {"type": "item", "id": "d2", "value": dict(row)}]}},
    ])  # fmt: skip
    post.save_revision().publish()
    return post


def test_each_picture_has_a_field_and_its_text_becomes_a_draft(desk, post_with_pictures):
    address = reverse("picture_texts", args=[post_with_pictures.pk])
    rows = desk.get(address).context["rows"]
    assert len(rows) == 3
    names = [form["alt_text"].html_name for _image, form in rows]
    assert len(set(names)) == 3
    desk.post(address, dict(zip(names, ["A plot.", "", "The  last\none."], strict=True)))
    post_with_pictures.refresh_from_db()
    draft = post_with_pictures.get_latest_revision_as_object()
    texts = [(each["alt_text"], each["decorative"])
             for _place, each in pictures_in(raw_blocks(draft.body))]  # fmt: skip
    assert texts == [("A plot.", False), ("", True), ("The last one.", False)]
    assert post_with_pictures.has_unpublished_changes
    assert post_with_pictures.body[0].value["image"].contextual_alt_text == ""


def test_blocks_that_came_meanwhile_take_no_text_of_others(desk, post_with_pictures):
    address = reverse("picture_texts", args=[post_with_pictures.pk])
    names = [form["alt_text"].html_name for _image, form in desk.get(address).context["rows"]]
    draft = post_with_pictures.get_latest_revision_as_object()
    blocks = raw_blocks(draft.body)
    new = {**blocks[0], "id": "new0"}
    draft.body = draft.body.stream_block.to_python([new, *blocks])
    draft.save_revision()
    desk.post(address, dict(zip(names, ["First.", "Second.", "Third."], strict=True)))
    post_with_pictures.refresh_from_db()
    body = post_with_pictures.get_latest_revision_as_object().body
    texts = [each["alt_text"] for _place, each in pictures_in(raw_blocks(body))]
    assert texts == ["", "First.", "Second.", "Third."]


def test_who_may_not_edit_may_not_describe(client, writer, post_with_pictures):
    client.force_login(writer)
    address = reverse("picture_texts", args=[post_with_pictures.pk])
    assert client.get(address).status_code in (302, 403)
    assert client.post(address).status_code in (302, 403)


def test_a_locked_post_stays_as_it_is(desk, post_with_pictures, writer):
    post_with_pictures.locked, post_with_pictures.locked_by = True, writer
    post_with_pictures.save()
    address = reverse("picture_texts", args=[post_with_pictures.pk])
    names = [form["alt_text"].html_name for _image, form in desk.get(address).context["rows"]]
    before = post_with_pictures.latest_revision_id
    desk.post(address, dict.fromkeys(names, "x"))
    post_with_pictures.refresh_from_db()
    assert post_with_pictures.latest_revision_id == before
