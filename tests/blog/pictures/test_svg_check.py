"""Drawings that no list could show are refused with the reason; common ones are taken."""

import pytest

from blog.pictures.examination import describe
from blog.pictures.limits import RefusedPictureError
from blog.pictures.svg_check import check_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
SIZE, LINK = 'viewBox="0 0 40 20"', 'xmlns:l="http://www.w3.org/1999/xlink"'


def svg(body: str, size: str = SIZE, before: str = "") -> bytes:
    return f"{before}{HEAD}{size}>{body}</svg>".encode()


def unfolding(attribute: str, each: int = 10, deep: int = 9) -> str:
    groups = [
        f'<g id="u{level}">{f"""<use {attribute}="#u{level + 1}"/>""" * each}</g>'
        for level in range(deep)
    ]
    return "".join(groups) + f'<path id="u{deep}" d="M0 0h9"/>'


# Chromium draws `h` for each use of `x` that stands outside of it.
CIRCLE = (
    f'<g id="h">{"<path/>" * 2000}<use href="#x"/></g><g id="x"><use href="#h"/></g>'
    f'{"""<use href="#x"/>""" * 2000}'
)
# Each uses all: what is drawn grows with the factorial.
MESH = "".join(
    f'<g id="m{n}">{"".join(f"""<use href="#m{other}"/>""" for other in range(50))}</g>'
    for n in range(50)
)
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (svg("<g>" * 1000 + "</g>" * 1000), "nests more than 200"),
        (svg("<g>" * 300_000), "nests more than 200"),
        (svg("<g/>" * 1_000_000), "more than 15000 elements"),
        (svg("<g " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>"), "more parts"),
        (svg(unfolding("href")), "more than 300000 elements"),
        (svg(unfolding("xlink:href")), "more than 300000 elements"),
        (
            svg(unfolding("xlink:href").replace("xlink:", "l:"), f"{SIZE} {LINK}"),
            "more than 300000",
        ),
        (svg(unfolding("href").replace('"#u', '" #u')), "more than 300000 elements"),
        (svg(unfolding("href").replace('"#u', '"&#9;#&#10;u')), "more than 300000 elements"),
        (svg(unfolding("href").replace('"#u', '"#%75')), "more than 300000 elements"),
        (svg(CIRCLE), "more than 300000 elements"),
        (svg(MESH), "more than 300000 elements"),
        (svg("&b;", before=ENTITIES), "entities"),
        (svg("", 'viewBox="0 0 1e308 1e308"'), "no usable size"),
        (svg("", 'width="1e400" height="2"'), "no usable size"),
        (svg("", 'width="nan" height="2"'), "no usable size"),
        (svg("", 'viewBox="0 0 0 0"'), "no usable size"),
        (svg("", 'viewBox="0 0 -9 -9"'), "no usable size"),
        (svg("", 'width="wide" height="2"'), "no usable size"),
        (svg("", 'width="9" height="9" viewBox="0 0 0 9"'), "broken"),
        (svg("<text>é</text>").decode().encode("utf-16"), "UTF-8"),
        (svg("<g>"), "broken"),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "broken"),
        (b"", "broken"),
    ],
)
def test_what_no_list_could_show_is_refused(data, reason):
    with pytest.raises(RefusedPictureError) as refused:
        check_svg(data)
    assert reason in describe(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        svg("<g>" * 190 + "</g>" * 190),
        svg('<path id="a"/>' + '<use href="#a"/>' * 900),
        svg('<g id="a"><use href="#a"/></g><use href="#gone"/>'),
        svg(unfolding("href", each=2)),
        svg("", 'width="100%" height="50" viewBox="0 0 9 9"'),
        svg(
            "",
            "",
            before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">',
        ),
        svg("<text>é</text>"),
    ],
)
def test_common_drawings_are_taken(data):
    check_svg(data)
