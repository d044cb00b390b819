"""Files of an export are kept apart on each kind of file system."""

import pytest

from config.static_export.taken_paths import TakenPaths


@pytest.mark.parametrize("tells_case", [True, False])
def test_a_path_is_given_once(tells_case):
    names = TakenPaths("_headers", tells_case=tells_case)
    assert names.refusal("_headers")
    assert names.refusal("blog/index.html") == ""
    assert names.refusal("blog/index.html") == "blog/index.html is in its place"
    assert names.refusal("blog") == "blog/ is in its place"
    assert names.refusal("blog/index.html/x")
    assert bool(names.refusal("Blog/Index.html")) != tells_case


def test_what_looks_the_same_in_another_case_is_known():
    names = TakenPaths(tells_case=True)
    assert names.refusal("cafe\u0301/A.html") == ""
    assert names.other_case("caf\u00e9/a.html") == "cafe\u0301/A.html"
    assert names.other_case("cafe\u0301/A.html") == ""
    assert names.other_case("b") == ""
