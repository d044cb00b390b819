import sqlite3

import pytest

from tests.workbench.bench.search.peers.like import statement

ROWS = [
    (1, "Caching pages", "", "All about pages at the edge.", "2020"),
    (2, "Pages, and caching them", "", "", "2021"),
    (3, "Caching", "", "pages", "2022"),
    (4, "Elsewhere", "", "of caching pages", "2019"),
    (5, "Elsewhere", "", "caching, and pages", "2023"),
    (6, "100% of it", "", "", "2018"),
]


@pytest.fixture
def database():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE bench_like (id, title, excerpt, content, date)")
    connection.executemany("INSERT INTO bench_like VALUES (?, ?, ?, ?, ?)", ROWS)
    return connection


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # The phrase in the title, all words there, one there, the phrase in the text, then any.
        ("caching pages", [1, 2, 3, 4, 5]),
        ("the caching", [3, 2, 1, 5, 4]),  # "the" is no term; the phrase stands nowhere
        ("100%", [6]),
        ("%", [6]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_titles_come_before_texts_and_newer_before_older(database, query, found):
    sql, values = statement(query, operator="LIKE")
    rows = database.execute(sql.replace("%s", "?"), values).fetchall()
    assert [key for (key,) in rows] == found
