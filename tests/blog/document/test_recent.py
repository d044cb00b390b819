"""What is remembered is bounded; what was asked for longest ago goes first."""

from blog.document.recent import Recent


def test_what_was_asked_for_longest_ago_goes_first():
    recent = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_kept_again_takes_its_place():
    recent = Recent(2)
    recent.keep("a", 1)
    recent.keep("a", 2)
    assert recent.get("a") == 2
