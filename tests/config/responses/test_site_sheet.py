"""A site's own colour and icon: in one style sheet still, and in no other site's."""

import re
from io import BytesIO

import pytest
from django.contrib.staticfiles.finders import find
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageColor
from wagtail.images import get_image_model

from blog.colours.icons import DRAWN
from blog.follow_up.tasks import make_image_renditions
from blog.models import SiteIdentity
from config.responses.site_sheet import sheet_url
from tests.factories import ImageFactory

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


@pytest.fixture
def identity(site):
    return SiteIdentity.for_site(site)


@pytest.fixture
def colour(identity):
    identity.accent = "#1f6feb"
    identity.save()
    return sheet_url("#1f6feb")


def sheets(client, path="/"):
    found = re.findall(r'<link rel="stylesheet"\s+href="([^"]+)"', client.get(path).text)
    # What one page alone has beside it.
    return [sheet for sheet in found if sheet != "/static/css/follow.css"]


def test_without_a_colour_nothing_changes(client, home):
    assert sheets(client) == ["/static/css/site.css"]


@pytest.mark.parametrize("path", ["/", "/search/", "/nothing/", "/follow/"])
def test_with_one_every_page_links_one_sheet(client, home, colour, path):
    assert sheets(client, path) == [colour]


def test_the_sheet_is_the_sites_own_with_the_colour_behind(client, home, colour):
    response = client.get(colour)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=31536000" in response.headers["Cache-Control"]
    text = response.text
    assert text.startswith("/* A laboratory journal")
    assert 'url("/static/fonts/' in text
    assert "../" not in text
    assert text.rindex("--accent:light-dark(#1365e1,#3583ff)") > text.rindex("@layer utilities {")


def test_an_address_of_another_version_is_not_kept(client, home, colour):
    stale = client.get(f"{colour[:-12]}00000000.css")
    assert "max-age=0" in stale.headers["Cache-Control"]


def test_other_colours_are_for_previews(client, admin_client, home, colour):
    assert client.get(sheet_url("#ff0000")).status_code == 404
    assert admin_client.get(sheet_url("#ff0000")).status_code == 200


@pytest.mark.parametrize("accent", ["red", "#fff", "#12345g", "url(x)", "#123456;"])
def test_what_is_no_colour_is_refused(identity, accent):
    identity.accent = accent
    with pytest.raises(ValidationError) as refused:
        identity.full_clean()
    assert list(refused.value.message_dict) == ["accent"]


def test_the_preview_shows_what_became_of_a_colour(admin_client, home, identity):
    identity.accent = "#ffff00"
    page = identity.make_preview_request().text
    assert sheet_url("#ffff00") in page
    assert page.count("changed so that it can be read") == 2


def test_a_picture_is_the_icon_once_its_sizes_are_made(client, home, identity):
    identity.favicon = ImageFactory(file__width=600, file__height=400)
    identity.save()
    assert "/static/icons/favicon.svg" in client.get("/").text
    make_image_renditions.func(identity.favicon_id)
    icon = SiteIdentity.for_site(identity.site).icon
    assert icon.sizes == "400x400"
    page = client.get("/").text
    assert f'<link rel="icon" href="{icon.tab_url}" type="image/png">' in page
    assert f'<link rel="apple-touch-icon" href="{icon.touch_url}">' in page
    # Of ours only the picture of lists is left.
    assert "/static/icons/favicon" not in page
    assert "/static/icons/apple" not in page
    assert client.get("/favicon.ico").url == icon.tab_url
    assert client.get("/site.webmanifest").json()["icons"][0]["src"] == icon.url


def test_a_drawing_is_one_as_it_is(client, home, identity):
    file = ContentFile(DRAWING, name="mark.svg")
    image = get_image_model().objects.create(title="Mark", file=file)
    identity.favicon = image
    identity.save()
    page = client.get("/").text
    assert f'<link rel="icon" href="{image.file.url}" type="image/svg+xml">' in page
    assert "apple-touch-icon" not in page


def test_our_own_icons_have_the_colour(client, home, colour):
    page = client.get("/").text
    assert "/static/icons/" not in page
    for name in ("favicon.svg", "favicon-48.png", "apple-touch-icon.png", "social-card.png"):
        assert f"/icons/1f6feb/{name}" in page
    drawing = client.get("/icons/1f6feb/favicon.svg")
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert 'stroke="#1365e1"' in drawing.text
    assert client.get("/favicon.ico").url == "/icons/1f6feb/favicon-48.png"
    sources = {icon["src"] for icon in client.get("/site.webmanifest").json()["icons"]}
    assert "/icons/1f6feb/maskable-512.png" in sources


@pytest.mark.parametrize("name", ["favicon-48", "icon-512", "maskable-192", "social-card"])
def test_a_painted_icon_differs_in_the_curve_alone(client, home, colour, name):
    with Image.open(find(f"icons/{name}.png")) as drawn:
        old = drawn.convert("RGB")
    answer = client.get(f"/icons/1f6feb/{name}.png")
    new = Image.open(BytesIO(answer.content)).convert("RGB")
    assert new.size == old.size
    pairs = set(zip(old.get_flattened_data(), new.get_flattened_data(), strict=True))
    far = [pair for pair in pairs if max(abs(a - b) for a, b in zip(*pair, strict=True)) > 8]
    assert all(before[0] - before[1] > 4 for before, _after in far)
    curve = [after for before, after in pairs if before == ImageColor.getrgb(DRAWN)]
    assert all(abs(a - b) < 4 for a, b in zip(curve[0], (0x13, 0x65, 0xE1), strict=True))


@pytest.mark.parametrize("path", ["ff0000/favicon.svg", "1f6feb/nothing.png", "1f6feb/nothing.svg"])
def test_no_other_icon_is_painted(client, home, colour, path):
    assert client.get(f"/icons/{path}").status_code == 404


def test_without_an_icon_the_curve_stays(client, home):
    assert client.get("/favicon.ico").url == "/static/icons/favicon-48.png"


def test_the_form_offers_them(admin_client, identity):
    url = reverse("wagtailsettings:edit", args=["blog", "siteidentity", identity.site_id])
    form = admin_client.get(url).text
    for name in ("accent", "favicon", "report_address"):
        assert f'name="{name}"' in form
