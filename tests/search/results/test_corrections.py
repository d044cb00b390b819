from pathlib import Path

from search.results.search import find
from tests.factories import BlogPostPageFactory

# Of two or three words, drawn by a script from the headings of a package's documentation.
TERMS = Path(__file__).with_name("terms.txt").read_text().split("\n")[:-1]
APART = "\n\n" + "And then so on. " * 8 + "\n\n"


def test_of_200_correct_terms_that_a_site_has_half_the_words_of_none_is_replaced(home, blog):
    assert len(TERMS) == len(set(TERMS)) == 200
    words = sorted({word for term in TERMS for word in term.split()})
    # Every other word, and none beside another; a letter more or less is a slip of many.
    held = words[::2]
    for start in range(0, len(held), 60):
        body = APART.join(held[start : start + 60])
        BlogPostPageFactory(parent=blog, title=f"Post {start}", body=[("markdown", body)])
    replaced = []
    for term in TERMS:
        correction = find(term, root=home).correction
        if correction:
            replaced.append((term, correction))
    known = set(held)
    assert not [pair for pair in replaced if known & set(pair[0].split()) - set(pair[1].split())]
    assert not replaced


def test_a_name_with_signs_is_no_slip_of_their_letters(home, blog):
    BlogPostPageFactory(parent=blog, title="On sharp edges", body=[("markdown", "Sharp.")])
    results = find("C#", root=home)
    assert (results.correction, results.offered) == (None, None)
