"""References to posts, by the rules of BibTeX and of CSL-JSON."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.metadata.citation import Citation, Person, cite_post, escape_bibtex, read_name
from tests.factories import AuthorFactory, BlogPostPageFactory

CITATION = Citation(
    title="Reading a latency histogram",
    authors=("Site Reliability Team", Person("Lovelace", "Ada")),
    site_name="Epoch",
    published=date(2026, 4, 21),
    url="https://example.org/blog/reading-a-latency-histogram/",
    language="en",
)
BIBTEX = """\
@misc{sitereliabilityteam2026reading,
  author = {{Site Reliability Team} and Lovelace, Ada},
  title = {{Reading a latency histogram}},
  howpublished = {Epoch},
  year = {2026},
  month = apr,
  url = {https://example.org/blog/reading-a-latency-histogram/},
}"""
# The properties of csl-data.json's items and names that are used here, and their kinds.
ITEM = {
    "id": str, "type": str, "title": str, "author": list, "container-title": str,
    "issued": dict, "URL": str, "language": str,
}  # fmt: skip
NAME = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def test_bibtex():
    assert CITATION.bibtex == BIBTEX


def test_csl_json():
    (item,) = json.loads(CITATION.csl_json)
    assert {name: type(value) for name, value in item.items()} == ITEM
    assert item["type"] == "post-weblog"
    assert item["issued"] == {"date-parts": [[2026, 4, 21]]}
    assert item["author"] == [
        {"literal": "Site Reliability Team"},
        {"family": "Lovelace", "given": "Ada"},
    ]
    assert all(set(name) <= NAME for name in item["author"])


def test_without_authors_the_site_names_the_entry():
    citation = replace(CITATION, authors=(), language="")
    assert citation.bibtex.startswith("@misc{epoch2026reading,\n  title")
    assert set(json.loads(citation.csl_json)[0]) == set(ITEM) - {"author", "language"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", Person("Lovelace", "Ada")),
        ("Grace Brewster Hopper", Person("Hopper", "Grace Brewster")),
        ("Ludwig van Beethoven", Person("Beethoven", "Ludwig", "van")),
        ("Juan de la Cruz", Person("Cruz", "Juan", "de la")),
        ("Martin Luther King Jr.", Person("King", "Martin Luther", "", "Jr.")),
        ("van Gogh", Person("Gogh", "van")),
        ("Aristotle", "Aristotle"),
        ("松本行弘", "松本行弘"),
        ("Smith, John", "Smith, John"),
        ("Research and Development", "Research and Development"),
    ],
)
def test_names(name, parts):
    assert read_name(name) == parts


def test_a_name_keeps_its_particle_and_suffix_in_both():
    authors = (Person("Beethoven", "Ludwig", "van"), Person("King", "Martin Luther", "", "Jr."))
    citation = replace(CITATION, authors=authors)
    assert "author = {van Beethoven, Ludwig and King, Jr., Martin Luther}" in citation.bibtex
    assert json.loads(citation.csl_json)[0]["author"][0]["non-dropping-particle"] == "van"


def test_signs_of_latex_stand_for_themselves():
    assert escape_bibtex(r"50% of $x_1 & #2 ~ {a^b} \n") == (
        r"50\% of \$x\_1 \& \#2 \textasciitilde{} \textbraceleft{}a\textasciicircum{}b"
        r"\textbraceright{} \textbackslash{}n"
    )


@given(st.text(), st.text())
def test_braces_are_balanced_and_keys_plain_whatever_is_cited(title, name):
    citation = replace(CITATION, title=title, authors=(name,), url=f"https://x.org/{title}")
    depth = 0
    for sign in citation.bibtex:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert re.fullmatch("[a-z0-9_]*2026[a-z0-9_]*", citation.key)
    assert json.loads(citation.csl_json)[0]["id"] == citation.key


def test_a_posts_citation(blog):
    team, person = AuthorFactory(name="Platform Team", is_team=True), AuthorFactory(name="Ada King")
    post = BlogPostPageFactory(
        parent=blog,
        title="Drift,\nagain",
        authors=[team, person],
        display_date=datetime(2026, 5, 31, 23, 30, tzinfo=UTC),
    )
    citation = cite_post(post, "Epoch")
    assert citation.title == "Drift, again"
    assert citation.authors == ("Platform Team", Person("King", "Ada"))
    assert citation.published == date(2026, 5, 31)
    assert citation.url == post.full_url
    post.canonical_url = "https://example.org/first/"
    assert cite_post(post, "Epoch").url == "https://example.org/first/"


def test_a_page_shows_both_and_a_preview_of_a_new_post_none(client, post):
    page = client.get(post.url).text
    assert "@misc{" in page
    assert "&quot;post-weblog&quot;" in page
    new = type(post)(title="New")
    assert cite_post(new, "Epoch") is None


@pytest.mark.parametrize(
    ("title", "name", "key"),
    [
        ("機械学習", "李雷", r"epoch2026[0-9a-f]{6}"),
        ("تعلم الآلة", "Ada Example", r"example2026[0-9a-f]{6}"),
        ("Drift", "李雷", "epoch2026drift"),
    ],
)
def test_keys_of_other_scripts_tell_posts_apart(title, name, key):
    citation = replace(CITATION, title=title, authors=(read_name(name),), site_name="Epoch")
    assert re.fullmatch(key, citation.key)
    other = replace(citation, title=f"{title}語")
    assert title == "Drift" or citation.key != other.key
