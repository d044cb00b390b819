"""Authors, series and tags are found by their names, and namesakes by slug stay apart."""

import unicodedata

import pytest

from blog.importing.storing.names import author_named, series_named, tag_named
from blog.models import Author
from tests.factories import AuthorFactory


@pytest.mark.parametrize("named", [author_named, series_named, tag_named])
@pytest.mark.parametrize(
    ("one", "two"), [("Learning C++", "Learning C"), ("李雷", "李磊"), ("Li Lei", "Li-Lei 2")]
)
def test_names_with_one_slug_stay_apart(db, named, one, two):
    first, second = named(one), named(two)
    assert (first.name, second.name) == (one, two)
    assert first.slug != second.slug
    assert named(one) == first
    assert named(two) == second


@pytest.mark.parametrize("named", [author_named, series_named, tag_named])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ada Lovelace", "ada lovelace"),
        ("data-pipelines", "Data pipelines"),
        ("Café", unicodedata.normalize("NFD", "Café")),
        (unicodedata.normalize("NFD", "Größe"), "größe"),
    ],
)
def test_one_name_in_two_spellings_is_one(db, named, one, two):
    assert named(one) == named(two)


def test_a_slug_that_an_editor_gave_is_another_name(db):
    author = AuthorFactory(name="The platform team", slug="ml-platform-team")
    assert author_named("ML Platform Team") == author
    assert Author.objects.count() == 1


def test_a_number_after_a_slug_is_no_editors_choice(db):
    for name in ("李雷", "李磊"):
        author_named(name)
    assert author_named("Li Lei 2").name == "Li Lei 2"
