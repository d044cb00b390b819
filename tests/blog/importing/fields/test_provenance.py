"""What front matter says of how a text was tested."""

from datetime import date

import pytest

from blog.blocks.provenance import MAX_ROWS
from blog.importing.markdown.front_matter import split_front_matter
from blog.importing.markdown.front_matter_keys import read_fields


def fields_of(head):
    return read_fields(split_front_matter(f"---\n{head}\n---\n\nText.")[0])


def test_rows_are_read_as_exports_write_them():
    fields = fields_of(
        "tested_with:\n- software: Python\n  version: '3.10'\n- date: 2026-05-01\n"
        "- data: Wine\n  address: https://data.example/\nchecked_on: 2026-01-31"
    )
    assert fields.tested_with == [
        {"software": "Python", "version": "3.10"},
        {"date": "2026-05-01"},
        {"data": "Wine", "address": "https://data.example/"},
    ]
    assert fields.checked_on == date(2026, 1, 31)
    assert not fields.remarks


def test_names_and_versions_are_software():
    fields = fields_of("tested-with:\n  Python: 3.12\n  hardware: one A100\n")
    assert fields.tested_with == [
        {"software": "Python", "version": "3.12"},
        {"hardware": "one A100"},
    ]


@pytest.mark.parametrize(
    "row",
    [
        "date: 2026-13-45",
        "date: soon",
        "data: Wine\n  address: javascript:alert(1)",
        "software: ''",
        "software: Python\n  colour: red",
        f"hardware: {'x' * 301}",
        "mood: good",
        "[1, [2]]",
    ],
)
def test_what_is_no_row_is_told(row):
    fields = fields_of(f"tested_with:\n- {row}")
    assert not fields.tested_with
    assert [remark.key for remark in fields.remarks] == ["tested_with"]


@pytest.mark.parametrize("day", ["2999-01-01", "soon", "[]"])
def test_a_check_on_no_day_is_told(day):
    fields = fields_of(f"checked_on: {day}")
    assert fields.checked_on is None
    assert bool(fields.remarks) == (day != "[]")


def test_rows_beyond_what_a_post_has_are_told():
    fields = fields_of("tested_with:\n" + "- software: Python\n" * (MAX_ROWS + 1))
    assert len(fields.tested_with) == MAX_ROWS
    assert [remark.key for remark in fields.remarks] == ["tested_with"]
