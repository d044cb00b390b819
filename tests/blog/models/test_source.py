"""Sources, and how they are looked up."""

import pytest
from django.core.exceptions import ValidationError

from blog.models import Source, sources_for
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_what_lists_show_is_drawn_from_the_record():
    record = {"type": "book", "title": "<i>Gödel</i>", "author": [{"family": "H", "given": "Zoë"}],
              "issued": {"date-parts": [[1979]]}}  # fmt: skip
    source = SourceFactory(key="h", record=record)
    assert (source.type, source.title, source.byline, source.year) == ("book", "Gödel", "H", 1979)
    assert "godel" in source.words
    assert "zoe" in source.words


@pytest.mark.parametrize("key", ["fig:x", "a b", "", "x" * 101, "a..b"])
def test_a_key_that_no_citation_names_is_refused(key):
    with pytest.raises(ValidationError):
        Source.of(key, {"type": "book"}).full_clean()


@pytest.mark.parametrize("count", [3, 9])
def test_sources_are_looked_up_in_one_query(count, django_assert_num_queries):
    keys = [source.key for source in SourceFactory.create_batch(count)]
    with django_assert_num_queries(1):
        items = sources_for([*keys, "unknown", "\x00", "fig:x"])
    assert set(items) == set(keys)
    assert items[keys[0]]["id"] == keys[0]
    assert items[keys[0]]["type"] == "article-journal"


def test_no_keys_need_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert sources_for(["fig:x"]) == {}


def test_names_come_in_one_order_whatever_the_database_keeps():
    """PostgreSQL orders the names of JSON by their length."""
    name = {"given": "Ada", "family": "Lovelace"}
    item = Source.of("x", {"title": "T", "author": [name], "DOI": "10.1/x"}).item
    assert list(item) == ["id", "DOI", "author", "title"]
    assert list(item["author"][0]) == ["family", "given"]
