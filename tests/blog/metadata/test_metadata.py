"""JSON-LD stands in a script element, whatever people type."""

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from blog.metadata.json_ld import breadcrumbs, filled, moment
from blog.metadata.metadata import Metadata

HOSTILE = [
    "</script><script>alert(1)</script>", "<!--<script>", "-->", "]]>", "\u2028\u2029", "&lt;/b",
    '"}]}', "\\u003C/script>", "\x00\x1b", "é 日本 🙂",
]  # fmt: skip


def json_ld_of(text):
    return Metadata(title="x", site_name="y", nodes=({"@type": "Thing", "name": text},)).json_ld


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text):
    check_text(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_a_text(text):
    check_text(text)


def check_text(text):
    written = json_ld_of(text)
    for sign in "<>&\u2028\u2029":
        assert sign not in written
    html = f'<script type="application/ld+json">{written}</script><p>after</p>'
    soup = BeautifulSoup(html, "html.parser")
    (script,) = soup.find_all("script")
    assert soup.p.text == "after"
    assert json.loads(script.string)["@graph"][0]["name"] == text


def test_nothing_to_say_is_no_element():
    assert Metadata(title="x", site_name="y").json_ld == ""


def test_what_is_empty_is_left_out():
    assert filled(type_="Thing", name="x", url="", tags=[], image=None) == {
        "@type": "Thing",
        "name": "x",
    }
    assert moment(None) == ""


def test_steps_are_counted_from_one():
    items = breadcrumbs([("Home", "/"), ("Blog", "/blog/")])["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Home", "/"),
        (2, "Blog", "/blog/"),
    ]
