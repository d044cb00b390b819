import pytest

from search.results.search import find
from tests.factories import BlogPostPageFactory

WHOLE = "Here `{}` is what we look at, once."


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("--flag", "flag"), ("std::vector", "std vector"), ("#!/bin/bash", "bin bash"),
        ("C++", "c"), ("a.b.c", "a b c"), ("@property", "property"), ("foo_bar", "foo bar"),
        ("torch.nn", "torch nn"), ("np.sum(axis=0)", "np sum axis 0"),
    ],
)  # fmt: skip
def test_what_is_typed_with_its_signs_stands_above_its_parts(home, blog, query, parts):
    BlogPostPageFactory(parent=blog, title="Whole", body=[("markdown", WHOLE.format(query))])
    for number in range(3):
        title, body = f"{parts} {number}", f"## {parts}\n\n" + f"{parts}. " * 9
        BlogPostPageFactory(parent=blog, title=title, body=[("markdown", body)])
    hit = find(query, root=home).hits[0]
    assert hit.page.title == "Whole"
    assert query in hit.snippet.text


def test_a_longer_word_is_another(home, blog):
    for title, code in (("Longer", "np.summary"), ("Whole", "np.sum")):
        body = [("markdown", f"Call `{code}` and sum it up with np.")]
        BlogPostPageFactory(parent=blog, title=title, body=body)
    assert find("np.sum", root=home).hits[0].page.title == "Whole"


def test_many_pages_with_the_parts_do_not_hide_the_whole(home, blog):
    BlogPostPageFactory(parent=blog, title="Whole", body=[("markdown", "Once `--flag`.")])
    for _number in range(40):
        body = [("markdown", "The flag, a flag.")]
        BlogPostPageFactory(parent=blog, title="A flag", body=body)
    assert find("--flag", root=home).hits[0].page.title == "Whole"


def test_signs_alone_are_found_in_public_pages(home, blog, hidden_posts):
    BlogPostPageFactory(parent=blog, title="Walrus", body=[("markdown", "```\nx := 1\n```")])
    BlogPostPageFactory(parent=blog, title="Other", body=[("markdown", "```\nx = 1\n```")])
    (hit,) = find(":=", root=home).hits
    assert (hit.page.title, hit.snippet.html) == ("Walrus", "x <mark>:=</mark> 1")
    assert not find("|>", root=home).hits
