"""What counts as a difference between two looks at a site."""

import json

import pytest

from tests.workbench.moving_up.answers import Answer, Kept, differences

PICTURE = Answer(200, "image/png", "", b"picture")


def kept(path, **answers):
    looked = Kept(path)
    for address, answer in answers.items():
        looked.add(0, address, answer)
    return looked


@pytest.mark.parametrize(
    "other",
    [
        PICTURE._replace(body=b"pictura"),
        PICTURE._replace(body=b"pictures"),
        PICTURE._replace(status=404),
        PICTURE._replace(kind="image/webp"),
        PICTURE._replace(status=302, location="/elsewhere/"),
    ],
)
def test_each_part_of_an_answer_counts_on_each_server(tmp_path, other):
    before = kept(tmp_path / "before", **{"/a.png": PICTURE, "/b.png": PICTURE})
    after = kept(tmp_path / "after", **{"/a.png": PICTURE, "/b.png": PICTURE})
    after.servers = 2
    for address, answer in {"/a.png": PICTURE, "/b.png": other}.items():
        after.add(1, address, answer)
    (line,) = differences(before, after)
    assert line.startswith("/b.png (")


def found(*urls, words=("drift",), phrases=(), total=None):
    results = {
        "query": {"words": words, "phrases": phrases},
        "total": len(urls) if total is None else total,
        "has_more": total is not None,
        "hits": [{"url": url} for url in urls],
    }
    return Answer(200, "application/json", "", json.dumps(results).encode())


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        (found("/a/", "/b/"), found("/b/", "/a/"), True),
        (found("/a/", "/b/"), found("/a/"), False),
        (found("/a/", total=30), found("/b/", total=30), True),
        (found("/a/", total=30), found("/a/", total=31), False),
        (found("/a/", words="ab"), found("/a/", "/b/", words="ab"), True),
        (found("/a/", words="ab"), found("/b/", "/a/", words="ab"), False),
        (
            found("/a/", words="ab", phrases="c"),
            found("/a/", "/b/", words="ab", phrases="c"),
            False,
        ),
    ],
)
def test_a_search_is_compared_as_far_as_engines_agree(tmp_path, old, new, is_same):
    address = "/search/?format=json&q=drift"
    before, after = (
        kept(tmp_path / name, **{address: each}) for name, each in (("before", old), ("after", new))
    )
    assert (not list(differences(before, after))) == is_same
