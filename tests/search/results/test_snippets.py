import pytest

from search.results.search import find
from tests.factories import BlogPostPageFactory

LISTINGS = """## One

Do it.

```python
class Model:
    def fit(self):
        rows = np.array(self.rows)
        where = np.searchsorted(rows, 1)
        return np.sum(where)

def other():
    pass
```
"""


@pytest.fixture
def hit(home, blog):
    """Return a function that gives the one hit of a query in a post of this body."""

    def hit(markdown, query):
        BlogPostPageFactory(parent=blog, title="A post", teaser="", body=[("markdown", markdown)])
        (found,) = find(query, root=home).hits
        return found

    return hit


def test_prose_is_shown_where_it_holds_what_code_holds(hit):
    prose = "We watch the drift of it all. " * 7
    found = hit(f"## Settings\n\n```yaml\ndrift: 1\n```\n\n## Watching\n\n{prose}", "drift")
    assert (found.heading, found.is_code) == ("Watching", False)


def test_code_is_whole_lines_of_one_passage_without_indentation(hit):
    found = hit(LISTINGS, "np.searchsorted")
    assert found.is_code
    assert found.snippet.text == (
        "rows = np.array(self.rows)\nwhere = np.searchsorted(rows, 1)\nreturn np.sum(where)"
    )


def test_an_identifier_is_marked_as_a_whole_and_not_its_parts(hit):
    found = hit(LISTINGS, "np.searchsorted")
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["np.searchsorted"]
    assert found.snippet.html.count("<mark>") == 1


def test_an_identifier_in_words_is_marked_by_its_parts(hit):
    found = hit("Call it with no cache dir, they say.", "--no-cache-dir")
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["no", "cache", "dir"]


def test_function_words_are_not_marked(hit):
    found = hit("This is a shift in the data, and a drift of it.", "a drift in data")
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["data", "drift"]


def test_a_heading_without_text_has_that_of_what_stands_below(hit):
    found = hit("## Temperature\n\n### High\n\nWarm words.\n\n### Low\n\nCold.", "temperature")
    assert (found.heading, found.snippet.text) == ("Temperature", "Warm words.")


def test_a_passage_of_prose_begins_with_its_sentence(hit):
    text = "Some more words that say nothing of it. " * 9 + "Here we watch the drift of them."
    found = hit(text, "drift")
    assert found.snippet.text == "Here we watch the drift of them."
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["drift"]


def test_two_listings_of_a_section_are_not_shown_as_one(hit):
    found = hit("```python\ndrift = 1\n```\n\n```python\nother = 2\n```", "drift")
    assert found.snippet.text == "drift = 1"


def test_what_was_typed_with_its_signs_is_marked_so_and_its_parts_are_not(hit):
    found = hit("A flag is set. And so on. " * 20 + "Now call it with `--flag` alone.", "--flag")
    assert "--flag" in [found.snippet.text[a:b] for a, b in found.snippet.marks]
    assert found.snippet.html.count("<mark>") == 1


def test_the_words_of_a_phrase_are_marked_where_they_stand_together(hit):
    found = hit("A forest of trees, a random forest of a random kind.", '"random forest"')
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["random", "forest"]


def test_a_page_is_shown_from_its_beginning_where_its_title_is_all_that_was_asked(home, blog):
    body = "How to redact logs, and why.\n\n## Limits\n\nRedact logs late and logs grow; logs."
    BlogPostPageFactory(parent=blog, title="Redact logs", teaser="", body=[("markdown", body)])
    (found,) = find("redact logs", root=home).hits
    assert (found.heading, found.snippet.text) == ("", "How to redact logs, and why.")
    (found,) = find("logs grow", root=home).hits
    assert found.heading == "Limits"


def test_a_page_whose_title_holds_all_that_was_asked_is_shown_by_its_teaser(home, blog):
    body = (
        "Begin here.\n\n## Alarms\n\nRedaction of logs raises alarms about logs.\n\n```\nlogs\n```"
    )
    teaser = "What must leave a log before anybody reads it."
    post = {"title": "Redaction of logs in practice", "body": [("markdown", body)]}
    BlogPostPageFactory(parent=blog, teaser=teaser, **post)
    (found,) = find("logs redaction", root=home).hits
    assert (found.heading, found.snippet.text) == ("", teaser)
    # A heading alone that holds it is nearer, and so is one that says less beside it.
    (found,) = find("alarms", root=home).hits
    assert found.heading == "Alarms"


def test_a_heading_that_says_more_than_the_title_is_no_nearer(home, blog):
    body = [("markdown", "Begin here.\n\n## Cache keys of pages\n\nA cache has keys.")]
    teaser = "What a cache keeps, for whom, and for how long it does."
    BlogPostPageFactory(parent=blog, title="Cache", teaser=teaser, body=body)
    (found,) = find("cache", root=home).hits
    assert (found.heading, found.snippet.text) == ("", teaser)
    (found,) = find("cache keys", root=home).hits
    assert found.heading == "Cache keys of pages"


def test_a_teaser_of_some_words_is_followed_by_prose(home, blog):
    body = [("markdown", "A lock that nobody holds is taken by who comes first.")]
    BlogPostPageFactory(parent=blog, title="Locks", teaser="About locks", body=body)
    (found,) = find("locks", root=home).hits
    assert found.snippet.text.startswith("About locks. A lock that nobody holds is taken")


def test_the_parts_of_a_word_are_not_marked_where_it_stands_whole(hit):
    found = hit("Set strictTypes, or types are as strict as allowUnionTypes.", "strictTypes")
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["strictTypes"]


def test_a_passage_where_all_words_stand_near_goes_before_one_that_repeats_a_word(hit):
    filler = "Nothing of it stands in these lines. " * 8
    apart = "A retry, a retry and a retry; after many other words a policy. "
    found = hit(f"{apart}{filler}\n\nA retry policy says when. {filler}", "retry policy")
    assert found.snippet.text.startswith("A retry policy says when.")


def test_rare_words_of_a_query_weigh_more_than_common_ones(home, blog, hit):
    for number in range(6):
        body = [("markdown", "Common words are common.")]
        BlogPostPageFactory(parent=blog, title=f"Common {number}", body=body)
    filler = "Nothing of it stands in these lines. " * 8
    text = f"Common words, common and common. {filler}\n\nQuaternions turn. {filler}"
    BlogPostPageFactory(parent=blog, title="Other", teaser="", body=[("markdown", text)])
    snippet = find("common quaternions", root=home).hits[0].snippet
    assert snippet.text.startswith("Quaternions turn.")


def test_items_and_cells_are_parted_and_a_passage_begins_with_its_own(hit):
    items = "".join(f"- Item {number} is of no use\n" for number in range(20))
    found = hit(
        f"{items}- Flush the queue whenever more is there than is sent\n- Close it", "flush"
    )
    shown = "Flush the queue whenever more is there than is sent · Close it"
    assert found.snippet.text == shown
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["Flush"]


def test_the_cells_of_a_row_are_parted_and_marks_stay_in_their_places(hit):
    rows = "| Name | Means |\n|---|---|\n| `depth` | How deep |\n| `width` | How wide |"
    found = hit(f"Options are these.\n\n{rows}", "width")
    shown = "Options are these. Name | Means · depth | How deep · width | How wide"
    assert found.snippet.text == shown
    assert [found.snippet.text[a:b] for a, b in found.snippet.marks] == ["width"]


def test_a_long_sentence_is_cut_where_the_ellipses_stand(hit):
    text = f"It begins {'here and there ' * 20}with drift {'now and then ' * 30}."
    snippet = hit(text, "drift").snippet
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert "with drift now" in snippet.text


def test_a_paragraph_that_says_enough_ends_a_passage(hit):
    text = "The drift of it is what all of these pages are about, and what they are for, they say."
    text = f"{text} And so on and so forth."
    assert hit(f"{text}\n\nSet it so:\n\n```\nx\n```", "drift").snippet.text == text


def test_a_page_is_introduced_by_a_sentence_that_names_it(home, blog):
    label = "Status: stable, from version 3.0.0 on, and in all that follow."
    note = "This page is one of several that were made of sources by hand."
    says = "A lease of locks ends by itself."
    body = [("markdown", f"{label}\n\n{note}\n\n{says}\n\n## More\n\nA lease.")]
    BlogPostPageFactory(parent=blog, title="Locks on lease", teaser="", body=body)
    (found,) = find("locks on lease", root=home).hits
    assert (found.heading, found.snippet.text) == ("", says)


def test_the_words_of_a_name_in_code_count_where_they_stand_in_it(hit):
    code = "```\nexport let count = 2\n\nconst getCount = () => counted\n```"
    assert hit(code, "get count").snippet.text == "const getCount = () => counted"


def test_a_page_that_begins_with_labels_alone_is_introduced_by_what_stands_below(home, blog):
    body = (
        "Version: 3.0.0\n\nStatus: done, and all of it is tested.\n\n## Why\n\nLocks end by lease."
    )
    BlogPostPageFactory(parent=blog, title="Locks", teaser="", body=[("markdown", body)])
    (found,) = find("locks", root=home).hits
    assert (found.heading, found.snippet.text) == ("", "Locks end by lease.")
