"""Names of authors: one person is one, several are several, and no address of mail is published."""

import pytest

from blog.importing.fields.people import author_names


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"author": "Ada Lovelace"}, ["Ada Lovelace"]),
        ({"author": "Ada and Grace"}, ["Ada", "Grace"]),
        ({"author": "Ada Lovelace and Grace Hopper"}, ["Ada Lovelace", "Grace Hopper"]),
        ({"author": "Ada Lovelace & Grace Hopper"}, ["Ada Lovelace", "Grace Hopper"]),
        ({"author": "Ada Lovelace, Grace Hopper and Alan Turing"},
         ["Ada Lovelace", "Grace Hopper", "Alan Turing"]),
        ({"author": "Ada, Grace, and Alan"}, ["Ada", "Grace", "Alan"]),
        ({"author": "Example, Ada"}, ["Example, Ada"]),
        ({"authors": ["Example, Ada", "Hopper, Grace"]}, ["Example, Ada", "Hopper, Grace"]),
        ({"authors": "Example, Ada; Hopper, Grace"}, ["Example, Ada", "Hopper, Grace"]),
        ({"author": "Example, Ada and Hopper, Grace"}, ["Example, Ada", "Hopper, Grace"]),
        ({"authors": "Ada, Grace"}, ["Ada", "Grace"]),
        ({"authors": "Ada Lovelace, Jr."}, ["Ada Lovelace, Jr."]),
        ({"author": "Smith & Sons"}, ["Smith & Sons"]),
        ({"author": "Ada and the whole team"}, ["Ada and the whole team"]),
        ({"author": "李雷 and 李磊"}, ["李雷", "李磊"]),
        ({"author": "李雷、韩梅梅"}, ["李雷", "韩梅梅"]),
        ({"author": {"name": "Sand and Land"}}, ["Sand and Land"]),
        ({"author": [{"name": {"given": "Ada", "family": "Lovelace"}}]}, ["Ada Lovelace"]),
        ({"author": "Cafe\u0301"}, ["Café"]),
    ],
)  # fmt: skip
def test_people_are_told_apart(values, names):
    assert list(author_names(values)) == names


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ada <ada@example.org>", "Ada"),
        ('"Ada Lovelace" <mailto:ada@example.org>', "Ada Lovelace"),
        ("ada@example.org (Ada Lovelace)", "(Ada Lovelace)"),
        ("Ada (ada@example.org)", "Ada"),
        ("Ada [ada@example.org]", "Ada"),
        ("Ada ada@example.org", "Ada"),
        ("Ada <https://example.org/ada>", "Ada"),
        ("Ada <ada at example dot org>", "Ada"),
        ("[Ada](mailto:ada@example.org)", "Ada"),
        ("By Ada", "Ada"),
        ("ada@example.org", "ada"),
        ("<ada@example.org>", "ada"),
        ({"name": "Ada <ada@example.org>"}, "Ada"),
    ],
)
def test_no_address_of_mail_is_published(author, name):
    (read,) = author_names({"author": author})
    assert read.strip("()") == name.strip("()")
    assert "@" not in read


@pytest.mark.parametrize(
    "value", [None, "", [], {}, True, [[["Ada"]]], {"first": "Ada"}, [None, True, {}], "@", " and "]
)
def test_what_is_no_name_gives_none(value):
    assert author_names({"author": value}) in ((), ("@",), ("and",))


def test_long_texts_are_bounded():
    assert len(author_names({"authors": ", ".join(f"Name {n}" for n in range(5_000))})) == 20
    assert max(map(len, author_names({"author": "a@" * 50_000}))) <= 100
    assert max(map(len, author_names({"author": "and " * 50_000}))) <= 100
