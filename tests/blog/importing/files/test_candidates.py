"""Which of the addresses of an HTML picture is shown."""

import pytest

from blog.importing.files.candidates import MAX_CANDIDATES, largest_first, picture_addresses


@pytest.mark.parametrize(
    ("srcset", "addresses"),
    [
        ("a.png 1x, b.png 2x", ["b.png", "a.png"]),
        ("a.png 640w,\n b.png 1280w", ["b.png", "a.png"]),
        ("a.png, b.png 2x", ["b.png", "a.png"]),
        # Commas within, as image services write them.
        ("https://c.example/w_4,f_auto/a.png 4w, https://c.example/w_8,f_auto/a.png 8w",
         ["https://c.example/w_8,f_auto/a.png", "https://c.example/w_4,f_auto/a.png"]),
        ("", []),
        (" , ,", []),
        ("a.png huge", ["a.png"]),
        ("a.png 1x 2w 3h junk, b.png", ["a.png", "b.png"]),
    ],
)  # fmt: skip
def test_a_set_is_read_as_browsers_do(srcset, addresses):
    assert largest_first(srcset) == addresses


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"src": "a.png", "srcset": "b.png 2x"}, "a.png"),
        ({"src": "/img/placeholder.gif", "data-src": "b.png"}, "b.png"),
        ({"src": "embedded-0-0", "data-srcset": "b.png 1x, c.png 2x"}, "c.png"),
        ({"src": "embedded-0-0"}, "embedded-0-0"),
        ({"data-lazy-src": "b.png"}, "b.png"),
        ({"srcset": "b.png 2x"}, "b.png"),
    ],
)
def test_what_stands_in_until_a_script_runs_is_not_shown(values, first):
    assert picture_addresses(values)[0] == first


def test_a_picture_without_an_address_has_none():
    assert picture_addresses({"alt": "x", "src": " "}) == ()


def test_a_set_of_ten_thousand_is_bounded():
    srcset = ", ".join(f"{number}.png {number}w" for number in range(10_000))
    assert largest_first(srcset)[0] == "9999.png"
    assert len(picture_addresses({"srcset": srcset}, (srcset,))) == MAX_CANDIDATES
