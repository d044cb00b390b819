"""A notebook that is dropped into the editor comes back as blocks for its form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from blog.models import BlogPostPage
from tests.blog.importing.folders import png
from tests.blog.importing.notebooks.making import code, in_base64, markdown, notebook, shown, stream

TEXT = notebook(
    markdown("# Work\n\nWhat it was about, in short."),
    code("plot()", stream("ok"), shown(image_png=in_base64(png()))),
    markdown("[other](other.ipynb)"),
)


def send(client, text: str, name: str = "work.ipynb"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("insert_notebook"), {"file": file})


def test_blocks_come_back_as_the_form_takes_them(desk, blog):
    answer = send(desk, TEXT).json()
    title, teaser = answer["title"], answer["teaser"]
    assert (title["text"], teaser["text"]) == ("Work", "What it was about, in short.")
    assert title["block"]["value"] == "## Work"
    assert teaser["block"]["value"] == "What it was about, in short."
    kinds = [block["type"] for block in answer["blocks"]]
    assert kinds == ["code", "output", "output", "markdown"]
    image = answer["blocks"][2]["value"]["image"]
    assert image["image"]["id"] == get_image_model().objects.get().pk
    assert image["alt_text"] == ""
    assert answer["blocks"][3]["value"] == "other"
    assert not BlogPostPage.objects.exists()


def test_the_same_cells_have_the_same_ids(desk, blog):
    one, two = (send(desk, TEXT).json()["blocks"] for _ in range(2))
    assert [block["id"] for block in one] == [block["id"] for block in two]
    assert len({block["id"] for block in one}) == 4
    assert get_image_model().objects.count() == 1


def test_what_has_no_place_is_told(desk, blog):
    told = send(desk, notebook(code("x", shown(text_html="<script>1</script>")))).json()["told"]
    assert told == [
        "work.ipynb cell 1: output that has no form to be shown in, left out (text/html)"
    ]


@pytest.mark.parametrize(
    ("text", "name"), [("{", "work.ipynb"), ("# Text", "text.md"), (TEXT, "../x.txt")]
)
def test_what_is_no_notebook_is_refused_with_its_reason(desk, blog, text, name):
    answer = send(desk, text, name)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not get_image_model().objects.exists()


def test_who_may_add_no_pictures_gets_the_texts(desk, blog, monkeypatch):
    monkeypatch.setattr("blog.import_desk.insertion.may_add_images", lambda user: False)
    answer = send(desk, TEXT).json()
    assert [block["type"] for block in answer["blocks"]] == ["code", "output", "markdown"]
    assert any("may not add images" in line for line in answer["told"])


def test_a_stranger_gets_nothing(client, db):
    assert send(client, TEXT).status_code in (302, 403)


def test_a_notebook_too_large_for_one_request_is_told_the_other_way(desk, blog, monkeypatch):
    monkeypatch.setattr("blog.import_desk.insertion.MAX_BYTES", 10)
    answer = send(desk, TEXT)
    assert answer.status_code == 400
    assert "page of its blog" in answer.json()["error"]
