import pytest

from search.index.protocol import Facets
from search.results.search import DATE, find
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)


@pytest.fixture
def add(blog):
    """Return a function that adds a post from its title and a Markdown body."""

    def add(title="A post", markdown="Text.", **kwargs):
        return BlogPostPageFactory(
            parent=blog, title=title, body=[("markdown", markdown)], **{"teaser": "", **kwargs}
        )

    return add


@pytest.fixture
def found(home):
    """Return a function that gives the titles found for a query."""

    def found(text, **kwargs) -> list[str]:
        return [hit.page.title for hit in find(text, root=home, **kwargs).hits]

    return found


def test_a_hit_opens_at_its_section(home, add):
    markdown = "Before.\n\n## One\n\nNothing.\n\n## Two\n\nWe watch for **drift** daily."
    post = add(markdown=markdown)
    add(markdown="Something else.")
    (hit,) = find("Drifts", root=home).hits
    assert (hit.page.pk, hit.section_id, hit.heading) == (post.pk, "two", "Two")
    assert hit.snippet.html == "We watch for <mark>drift</mark> daily."
    assert hit.url == f"{post.url}#two"


def test_code_is_shown_as_code(home, add):
    add(markdown="## Use\n\nDo this.\n\n```python\nx = torch.nn.Module(<y>)\n```")
    (hit,) = find("torch.nn.Module", root=home).hits
    assert hit.is_code
    assert hit.snippet.html == "x = <mark>torch.nn.Module</mark>(&lt;y&gt;)"


def test_snippets_are_escaped(home, add):
    add(title="About <script>", markdown="Never write `<script>alert(1)</script>` on drift.")
    (hit,) = find("script drift", root=home).hits
    assert hit.title == "About &lt;<mark>script</mark>&gt;"
    assert "<script" not in hit.snippet.html


def test_titles_stand_before_headings_before_prose_before_code(add, found):
    add("One", "Nothing.\n\n```\nquantile\n```")
    add("Two", "A quantile.")
    add("Three", "## Quantile\n\nText.")
    add("The quantile", "Text.")
    assert found("quantile") == ["The quantile", "Three", "Two", "One"]


def test_a_title_that_begins_with_the_query_comes_first(add, found):
    add("All of the gradient descent", "Gradient descent. " * 3)
    add("Gradient descent in practice and on paper", "Text.")
    add("On gradient descent", "Gradient descent. " * 3)
    assert found("gradient desc")[0] == "Gradient descent in practice and on paper"


def test_a_heading_that_is_the_query_comes_before_its_words_apart(home, add):
    heading = "## Ask for structure\n\nThen check it."
    add("Whole", f"Some.\n\n{heading}")
    add("Structure of it", "Structure. " * 5 + "They ask. " * 5)
    hit = find("ask for structure", root=home).hits[0]
    assert (hit.page.title, hit.heading) == ("Whole", "Ask for structure")


def test_words_in_a_row_come_before_words_near_each_other(add, found):
    add("In a row", "It is the load generator of them.")
    add("Near", "To load it, call the generator. To load it, call the generator.")
    assert found("load generator") == ["In a row", "Near"]


def test_a_compound_is_found_while_it_is_typed(add, found):
    add("Regex", "A `word-boundary` is of no width.")
    add("Other", "Word for word.")
    assert found("word-b")[0] == found("word-bound")[0] == "Regex"


def test_a_question_is_answered_by_what_is_about_it(add, found):
    add("Short", "Progress of a download, shown by a progress bar. The bar moves as bytes arrive.")
    passing = [f"Of {word} we said little." for word in ("progress", "download", "bar", "console")]
    filler = "Other things fill these lines, and say nothing of it. " * 40
    add("Long", f"\n\n{filler}\n\n".join(passing))
    question = "how do I see the progress of a download as a bar in the console"
    assert found(question)[0] == "Short"


def test_all_words_come_before_some(add, found):
    add("One", "A gradient.")
    add("Two", "A gradient and a kernel.")
    add("Three", "A kernel and some more of a kernel.")
    assert found("gradient kernel")[0] == "Two"
    assert found("gradient zeppelin") == ["Two", "One"] or found("gradient zeppelin")


def test_the_newer_of_equals_comes_first(add, found):
    add("Old", "A kernel.", display_date="2015-01-01T00:00Z")
    add("New", "A kernel.", display_date="2026-01-01T00:00Z")
    add("Older", "A kernel.", display_date="2010-01-01T00:00Z")
    assert found("kernel") == ["New", "Old", "Older"]


def test_order_by_date(add, found):
    add("Kernel", "A kernel.", display_date="2015-01-01T00:00Z")
    add("New", "Also a kernel.", display_date="2026-01-01T00:00Z")
    assert found("kernel", order=DATE) == ["New", "Kernel"]


def test_phrases_and_exclusions(add, found):
    add("One", "A random forest.")
    add("Two", "A forest, random.")
    assert found('"random forest"') == ["One"]
    assert found('forest -"random forest"') == ["Two"]
    assert found("random -forest") == []
    assert set(found("forest -walk")) == {"One", "Two"}


def test_places(add, found):
    add("One", "Call it.\n\n```\nreduce(x)\n```")
    add("Two", "We reduce costs.")
    add("Reduce", "Text.")
    assert found("reduce in:code") == ["One"]
    assert found("in:title reduce") == ["Reduce"]


def test_operators_narrow_by_slug_or_name(home, add, found):
    tag, series = TagFactory(name="Machine learning", slug="ml"), SeriesFactory(slug="basics")
    add("One", "A kernel.", tags=[tag], authors=[AuthorFactory(name="Ada L", slug="ada")])
    add("Two", "A kernel.", series=series, display_date="2025-03-01T00:00Z")
    assert found("kernel tag:ml") == found('tag:"machine learning"') == ["One"]
    assert found('author:"ada l" kernel') == ["One"]
    assert found("series:basics") == found("kernel year:2025") == ["Two"]
    assert found("kernel", facets=Facets(series="basics")) == ["Two"]
    counts = {(each.kind, each.slug): each.count for each in find("kernel", root=home).facets}
    assert counts["tag", "ml"] == counts["series", "basics"] == counts["year", "2025"] == 1


def test_a_slip_is_corrected_and_said(home, add):
    add("On kubernetes", "Clusters.")
    results = find("kuberentes", root=home)
    assert (results.correction, results.total) == ("kubernetes", 1)
    assert find("kuberentes", root=home, correct=False).total == 0
    assert find("kubernetes", root=home).correction is None


def test_a_word_is_corrected_where_it_stands_beside_the_others(home, add):
    add("On kubernetes", "A rolling deployment of containers.")
    results = find("roling deployment", root=home)
    assert (results.correction, results.total) == ("rolling deployment", 1)


def test_a_correction_that_stands_elsewhere_is_only_offered(home, add):
    add("Logs", "We write a log." + " And so on." * 30 + "\n\n## Answers\n\nThe head of it.")
    add("Other", "We write a log.")
    results = find("write haed log", root=home)
    assert (results.correction, results.offered) == (None, "write head log")
    assert {hit.page.title for hit in results.hits} == {"Logs", "Other"}


def test_nothing_is_corrected_into_a_function_word(home, add):
    add("Farming", "The thunder is here, and there were herds.")
    for text in ("herd", "thunder wher", "wher"):
        results = find(text, root=home)
        assert "here" not in (results.correction or "").split()
        assert "here" not in (results.offered or "").split()


def test_a_word_of_the_site_is_never_replaced(home, add):
    add("One", "A nearest neighbour.")
    for _number in range(10):
        add("Many", "The newest of all neighbours.")
    results = find("nearest neighbour", root=home)
    assert results.correction is results.offered is None
    assert results.hits[0].page.title == "One"


def test_a_beginning_finds_its_words(home, add):
    add("On kubernetes", "Clusters.")
    results = find("kuber", root=home)
    assert (results.total, results.correction) == (1, None)


@pytest.mark.parametrize(
    "query",
    ["std::vec", "--no-cache-dir", "foo_bar", "fooBaz", "torch.nn", "C++", "F#", ".gitignore",
     "v1.2.3", "1.2.3", "no cache dir", "foobar", "foobaz", "baz"],
)  # fmt: skip
def test_identifiers_are_found_whole_and_in_parts(add, found, query):
    add(
        "Code",
        "`std::vec` `--no-cache-dir` foo_bar fooBaz torch.nn.Module C++ F# .gitignore v1.2.3",
    )
    add("Other", "Nothing of that here.")
    assert found(query)[0] == "Code"


def test_pages_of_hits(home, add):
    for number in range(5):
        add(f"Kernel {number}")
    first, last = (find("kernel", root=home, page=page, size=3) for page in (1, 2))
    assert (len(first.hits), first.total, first.has_more) == (3, 5, True)
    assert (len(last.hits), last.has_more) == (2, False)
    assert not {hit.page.pk for hit in first.hits} & {hit.page.pk for hit in last.hits}


def test_only_what_stands_below_the_root_is_found(home, add):
    post = add("Kernel")
    page = StandardPageFactory(parent=home, title="Kernel page")
    assert [hit.page.pk for hit in find("kernel", root=page).hits] == [page.pk]
    assert {hit.page.pk for hit in find("kernel", root=home).hits} == {page.pk, post.pk}


def test_an_address_follows_its_page(home, add):
    post = add("Kernel")
    post.slug = "moved"
    post.save_revision().publish()
    (hit,) = find("kernel", root=home).hits
    assert hit.url == "/blog/moved/"


def test_queries_do_not_grow_with_the_hits(home, add, count_queries):
    tag = TagFactory()
    for _number in range(12):
        add("On drift", "We drift.", tags=[tag])
    find("drift", root=home)
    before = count_queries(lambda: find("drift", root=home))
    for _number in range(24):
        add("On drift", "We drift.", tags=[tag])
    assert count_queries(lambda: find("drift", root=home)) == before <= 12
