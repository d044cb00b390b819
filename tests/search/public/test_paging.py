import pytest
from django.http import Http404

from search.public.paging import LAST_PAGE, page_slice, read_page_number


@pytest.mark.parametrize(
    ("value", "number"), [(None, 1), ("", 1), ("1", 1), ("007", 7), ("100", 100)]
)
def test_page_numbers(value, number):
    assert read_page_number(value) == number


@pytest.mark.parametrize("value", ["0", "101", "-1", "+1", "1.0", "abc", "²", "١", "9" * 5000])
def test_bad_page_numbers_are_not_found(value):
    with pytest.raises(Http404):
        read_page_number(value)


def test_the_last_numbered_page_names_no_next():
    page = page_slice(range(1000), number=str(LAST_PAGE), size=2)
    assert (page.items, page.has_next) == ([198, 199], False)


def test_a_page_past_the_end_is_not_found():
    with pytest.raises(Http404):
        page_slice(range(4), number="3", size=2)
