"""Django's Truncator counts no combining marks; `search.database.columns` does.

Once this fails, `search.database.columns.shortened` may give way to it.
"""

from django.utils.text import Truncator


def test_a_truncated_text_is_longer_than_asked_for():
    assert len(Truncator("x\u0304" * 300).chars(200)) > 200
