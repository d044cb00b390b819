"""Placeholders of an import are filled where they stand, and no text can forge one."""

from blog.importing.placeholders import (
    closing_placeholder,
    opening_placeholder,
    picture_placeholder,
    place_links,
    place_pictures,
    without_placeholders,
)


def test_a_picture_becomes_its_id():
    body = [{"image": picture_placeholder(1), "text": f"![a]({picture_placeholder(0)})"}]
    assert place_pictures(body, [10, 11]) == [{"image": 11, "text": "![a](image:10)"}]


def test_a_link_becomes_that_to_a_page_or_its_text():
    text = f"{opening_placeholder(3)}a{closing_placeholder(3, '#b)')}"
    assert place_links(text, {3: 7}) == "[a](page:7#b)"
    assert place_links(text, {}) == "a"


def test_what_a_text_brings_along_is_none():
    for mark in (picture_placeholder(0), opening_placeholder(0), closing_placeholder(0, ")")):
        assert place_links(
            place_pictures(without_placeholders(mark), [1]), {0: 1}
        ) == without_placeholders(mark)
