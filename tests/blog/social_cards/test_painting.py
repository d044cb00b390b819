from io import BytesIO

import pytest
from PIL import Image

from blog.social_cards.card import Card
from blog.social_cards.painting import (
    FACTS_LINE,
    INK,
    LEFT,
    RIGHT,
    TITLE_BOTTOM,
    TITLE_SIZES,
    fit_title,
    paint,
)

LONG = "Word and word " * 40
TITLES = [
    "C++",
    "Watching for drift",
    "Why features move long before the error does, and what a small team can do about it",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    LONG,
    "W" * 255,
    "gjpqy" * 40,
]


def painted(title="Watching for drift", authors=("Platform Team",), tag="Drift", name="Epoch"):
    card = Card.saying(title=title, authors=list(authors), tag=tag, site_name=name)
    return Image.open(BytesIO(paint(card)))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Count the pixels in a part of a card that are as dark as its words."""
    dark = sum(bytes.fromhex(INK[1:])) + 60
    part = image.convert("RGB").crop(box)
    return sum(sum(pixel) < dark for pixel in part.get_flattened_data())


def test_a_card_is_a_png_of_the_size_that_is_asked_for():
    image = painted()
    assert (image.format, image.size) == ("PNG", (1200, 630))


@pytest.mark.parametrize("title", TITLES)
def test_words_stay_in_their_space_and_off_the_curve(title):
    image = painted(title, authors=["A name " * 20] * 4, tag="A tag " * 20)
    assert ink(image, (LEFT, 110, RIGHT, TITLE_BOTTOM)) > 1000
    assert ink(image, (LEFT, FACTS_LINE - 40, RIGHT, FACTS_LINE + 16)) > 500
    for outside in (
        (0, 0, LEFT - 6, 630),
        (RIGHT + 6, 0, 1200, 630),
        (0, TITLE_BOTTOM + 4, 1200, FACTS_LINE - 44),
        (0, FACTS_LINE + 20, 1200, 630),
    ):
        assert ink(image, outside) == 0


def test_a_short_title_is_large_and_a_long_one_is_cut():
    assert fit_title("C++")[0] == TITLE_SIZES[0]
    size, lines = fit_title(LONG)
    assert size == TITLE_SIZES[-1]
    assert lines[-1].endswith(("word…", "and…", "Word…"))


def test_a_word_is_broken_only_where_it_must_be():
    assert " ".join(fit_title("Datenschutzgrundverordnungskonformität")[1]).count(" ") == 0


def test_without_a_title_the_name_of_the_site_stands_in_its_place(own_fonts_alone):
    space = (LEFT, 140, RIGHT, TITLE_BOTTOM)
    assert ink(painted("日本語"), space) > 1000
    assert ink(painted("日本語", name="日本"), space) == 0


def test_a_card_is_known_by_all_it_says():
    words = {"title": "A", "authors": ["B"], "tag": "C", "site_name": "D"}
    digests = {Card.saying(**words).digest}
    for name, other in {"title": "X", "authors": ["B", "X"], "tag": "X", "site_name": "X"}.items():
        digests.add(Card.saying(**(words | {name: other})).digest)
    assert len(digests) == 5
    assert Card.saying(**words).digest == Card.saying(**(words | {"title": "A 🚀"})).digest
