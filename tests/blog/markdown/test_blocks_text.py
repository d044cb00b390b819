"""One text of a body's blocks says of each label what the block said."""

from blog.markdown.blocks_text import blocks_text
from blog.markdown.placeholders import relative_markdown


def text_of(*sources: str) -> str:
    return relative_markdown(blocks_text(sources))


def test_another_footnote_of_a_label_gets_one_of_its_own():
    code = "`[^1]` and [^1].\n\n> Quoted.[^1]\n\n| a |\n|---|\n| b[^1] |\n\n[^1]: Second."
    assert text_of("One.[^1]\n\n[^1]: First.", code, "Three.[^1]") == (
        "One.[^1]\n\n[^1]: First.\n\n"
        "`[^1]` and [^1-2].\n\n> Quoted.[^1-2]\n\n| a |\n|---|\n| b[^1-2] |\n\n[^1-2]: Second.\n\n"
        "Three.[^1]"
    )


def test_the_same_footnote_keeps_its_label():
    both = ("One.[^a]\n\n[^a]: Same.", "Two.[^a]\n\n[^a]: Same.")
    assert text_of(*both) == "\n\n".join(both)


def test_a_label_that_is_taken_is_not_given_out():
    texts = ("A[^1]\n\n[^1]: 1.", "B[^1-2]\n\n[^1-2]: 2.", "C[^1]\n\n[^1]: 3.", "D[^1]\n\n[^1]: 4.")
    text = text_of(*texts)
    for part in ("A[^1]", "[^1]: 1.", "B[^1-2]", "[^1-2]: 2.", "C[^1-3]", "[^1-3]: 3.", "D[^1-4]"):
        assert part in text


def test_another_address_of_a_label_stands_with_its_links():
    first = "See [a].\n\n[a]: https://one.example/ 'Title'"
    second = "See [that][a] and [a].\n\n[a]: https://two.example/(x)"
    assert text_of(first, second, first) == (
        f"{first}\n\n"
        "See [that](https://two.example/%28x%29) and [a](https://two.example/%28x%29).\n\n"
        f"{first}"
    )
