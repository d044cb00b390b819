"""HTML from a browser, Google Docs or Word becomes Markdown, with its pictures."""

import base64

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.images import get_image_model

from blog.desk.uploads import pasting
from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched
from tests.blog.importing.folders import png
from tests.factories import UserFactory

ADDRESS = "https://example.org/curve.php?x=1"


def paste(client, html: str):
    return client.post(reverse("convert_pasted"), {"html": html})


@pytest.fixture
def web(monkeypatch) -> dict[str, Fetched]:
    """The pictures that are to be had outside."""
    pictures = {ADDRESS: Fetched(ADDRESS, {"content-type": "image/png"}, png())}

    def fetch(url, **kwargs):
        if url not in pictures:
            raise OutboundError("No.")
        return pictures[url]

    monkeypatch.setattr(pasting, "fetch", fetch)
    return pictures


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A</h2><p>One <b>two</b> <a href='https://example.org/'>three</a>.</p>",
         "## A\n\nOne **two** [three](https://example.org/)."),
        # Google Docs.
        ('<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style='
         '"font-weight:700">Bold</span><span style="font-weight:400"> not</span></p></b>',
         "**Bold** not"),
        ("<table><tr><th>a</th></tr><tr><td>1</td></tr></table>", "| a |\n| --- |\n| 1 |"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(desk, html, markdown):
    assert paste(desk, html).json()["markdown"] == markdown


def test_its_pictures_become_images(desk, editor, web):
    data = base64.b64encode(png("blue", (300, 200))).decode()
    html = f'<p>a <img src="{ADDRESS}" alt="Loss"> b</p><img src="data:image/png;base64,{data}">'
    text = paste(desk, html).json()["markdown"]
    one, two = get_image_model().objects.order_by("pk")
    assert f"![Loss](image:{one.pk})" in text
    assert f"](image:{two.pk})" in text
    assert {one.uploaded_by_user, two.uploaded_by_user} == {editor}


def test_a_picture_that_cannot_be_had_keeps_its_address_and_is_counted(desk, web):
    web[ADDRESS] = Fetched(ADDRESS, {"content-type": "image/png"}, b"no picture")
    html = f'<p><img src="{ADDRESS}" alt="a"> <img src="https://example.org/gone.png" alt="b"></p>'
    answer = paste(desk, html).json()
    assert answer["missing"] == 2
    assert ADDRESS in answer["markdown"]
    assert not get_image_model().objects.exists()


def test_a_small_picture_in_the_text_is_one_like_any_other(desk):
    data = base64.b64encode(png("blue", (16, 16))).decode()
    assert len(data) < 150
    answer = paste(desk, f'<p>a <img src="data:image/png;base64,{data}" alt="Icon"></p>').json()
    assert answer["markdown"] == f"a ![Icon](image:{get_image_model().objects.get().pk})"
    assert (answer["missing"], answer["message"]) == (0, "")


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("file:///C:/Temp/clip_image001.png", 1),
        ("blob:https://example.org/1", 1),
        ("", 1),
        ("data:image/png;base64,%%%", 1),
        # What shows nothing is not missed.
        ("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", 0),
        ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E", 0),
    ],
)
def test_a_picture_that_stays_behind_is_told(desk, source, missing):
    answer = paste(desk, f'<p>Words <img src="{source}" alt="Curve"></p>').json()
    assert "Words" in answer["markdown"]
    assert "Curve" in answer["markdown"]
    assert answer["missing"] == missing
    assert answer["message"] == ("1 picture did not come along." if missing else "")


def test_pictures_are_bounded(desk, web, monkeypatch):
    monkeypatch.setattr(pasting, "MAX_PICTURES", 3)
    for number in range(9):
        web[f"{ADDRESS}{number}"] = Fetched("", {"content-type": "image/png"}, png())
    html = "".join(f'<img src="{ADDRESS}{number}">' for number in range(9))
    assert paste(desk, html).json()["missing"] == 6
    monkeypatch.setattr(pasting, "MAX_SECONDS", 0)
    assert paste(desk, html).json()["missing"] == 9


def test_nothing_hostile_passes(desk, web):
    html = "<script>hit()</script><a href='javascript:hit()'>x</a><img src=x onerror=hit()><p>y</p>"
    assert "hit()" not in paste(desk, html).json()["markdown"].replace("`", "")


def test_too_much_is_refused(desk):
    assert paste(desk, "<p>" + "x" * 5_000_000).status_code == 400
    assert paste(desk, "<div>" * 2_000).status_code == 400
    assert paste(desk, "<br>" * 100_001).status_code == 400


def test_who_may_add_no_image_gets_the_text(client, db, web):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert ADDRESS in paste(client, f'<img src="{ADDRESS}" alt="a">').json()["markdown"]
    assert not get_image_model().objects.exists()


def test_strangers_convert_nothing(client, db):
    assert paste(client, "<p>x</p>").status_code == 302


def test_who_may_not_add_images_is_told_so(client, blog):
    """A picture beside the texts comes by the same road."""
    user = UserFactory(username="writer")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.post(reverse("upload_image"), {"is_chosen": "1"})
    assert (response.status_code, response.json()["error"]) == (403, "You may not add images.")
    assert not get_image_model().objects.exists()
