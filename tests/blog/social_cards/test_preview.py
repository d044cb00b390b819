"""The admin paints the card that a post would have, for who may enter it."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from blog.models import SiteIdentity
from blog.models.social_card import SIZE
from blog.social_cards.keeping import card_of
from blog.social_cards.painting import paint
from blog.social_cards.preview import card_address
from tests.factories import AuthorFactory, BlogPostPageFactory


def test_it_is_the_card_that_readers_will_get(desk, blog):
    authors = [AuthorFactory(name=name) for name in ("Ada", "Grace")]
    post = BlogPostPageFactory(parent=blog, title="R&D = 50%? θ̂", authors=authors)
    answer = desk.get(card_address(post))
    assert answer["Content-Type"] == "image/png"
    assert answer.content == paint(card_of(post))
    assert Image.open(BytesIO(answer.content)).size == SIZE


def test_its_curve_has_the_sites_colour(desk, blog, site):
    post = BlogPostPageFactory(parent=blog, title="Drift")
    plain = card_of(post)
    identity = SiteIdentity.for_site(site)
    identity.accent = "#1f6feb"
    identity.save()
    card = card_of(post)
    assert card.digest != plain.digest
    answer = desk.get(card_address(post))
    assert answer.content == paint(card) != paint(plain)
    colours = Image.open(BytesIO(answer.content)).convert("RGB").getcolors(100_000)
    assert not any(red > 170 and green < 70 for _count, (red, green, _blue) in colours)


@pytest.mark.parametrize(
    "query", ["", "?accent=red", "?title=" + "x" * 5_000, "?title=%00&authors=,,,", "?tag=θ"]
)
def test_whatever_an_address_says_is_painted_or_left_out(desk, site, query):
    assert desk.get(f"/admin/posts/social-card.png{query}").status_code == 200


def test_nobody_else_has_anything_painted(site):
    assert Client().get("/admin/posts/social-card.png").status_code == 302
