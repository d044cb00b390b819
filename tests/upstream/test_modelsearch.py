"""modelsearch 1 fails at texts that anyone may type, and reads all titles for each that is new.

When one of these fails, look whether `PlainWords` in search/admin/backend.py or `NormsOfNew` in
search/admin/norms.py can go.
"""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

STOCK = "wagtail.search.backends.database"


@pytest.mark.parametrize("text", ['"', "a\x00b", "word " * 5000], ids=["quote", "NUL", "words"])
def test_stock_search_fails_at_a_text(site, text):
    if text == '"' and connection.vendor != "sqlite":
        pytest.skip("Only SQLite's engine takes it for the beginning of a phrase.")
    with pytest.raises((DatabaseError, ValueError, RecursionError)):
        list(get_search_backend(STOCK).search(text, Page))


def test_a_stock_index_averages_all_titles_for_a_new_one(site):
    page = site.root_page
    index = get_search_backend(STOCK).get_index_for_object(page)
    with CaptureQueriesContext(connection) as queries:
        index.add_item(page)
    (average,) = [each["sql"] for each in queries if "AVG(" in each["sql"]]
    assert "LIMIT" not in average
    assert "object_id" not in average
