import pytest

from search.results.suggesting import suggest
from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory


@pytest.fixture
def post(blog):
    tag = TagFactory(name="Deployment", slug="deployment")
    body = "## Rolling deployments\n\nKubernetes restarts what fails."
    return BlogPostPageFactory(
        parent=blog, title="Deploying models", body=[("markdown", body)], tags=[tag]
    )


def test_titles_sections_and_tags(home, post):
    found = suggest("deplo", root=home)
    assert [(each.title, each.url) for each in found.titles] == [("Deploying models", post.url)]
    assert [(each.title, each.url, each.detail) for each in found.sections] == [
        ("Rolling deployments", f"{post.url}#rolling-deployments", "Deploying models")
    ]
    assert [(each.title, each.url) for each in found.tags] == [
        ("Deployment", "/search/?tag=deployment")
    ]


def test_authors_and_series_are_suggested(home, blog):
    series, author = (
        SeriesFactory(name="Calm operations", slug="calm"),
        AuthorFactory(name="Calliope Ng", slug="calliope-ng"),
    )
    BlogPostPageFactory(parent=blog, title="One", series=series, authors=[author])
    found = suggest("cal", root=home)
    assert [(each.title, each.url) for each in found.authors] == [
        ("Calliope Ng", "/search/?author=calliope-ng")
    ]
    assert [(each.title, each.url) for each in found.series] == [
        ("Calm operations", "/search/?series=calm")
    ]


def test_words_are_completed_as_spelled_and_names_of_code_where_no_word_is(home, blog):
    code = "```\nCalibratedClassifierCV()\n```"
    for _number in range(2):
        body = f"{code}\n\nAn œuvre on how calibrated Kubernetes is."
        BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", body)])
    assert suggest("calib", root=home).completions == ("calibrated",)
    assert suggest("calibratedc", root=home).completions == ("CalibratedClassifierCV",)
    assert suggest("kub", root=home).completions == ("Kubernetes",)
    assert suggest("oeu", root=home).completions == ("œuvre",)


def test_function_words_are_not_completed_nor_offered(home, blog):
    body = "How too many things took what they had to their theatre."
    BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", body)])
    assert suggest("how to", root=home).completions == ()
    assert suggest("the", root=home).completions == ()
    assert suggest("thea", root=home).completions == ("theatre",)
    assert suggest("tha", root=home).completions == ()


def test_neither_numbered_names_nor_words_behind_headings_are_offered(home, blog):
    body = "## Request limits\n\nAn example1 of requests that are requested, and an example of it."
    BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", body)])
    assert suggest("exam", root=home).completions == ("example",)
    found = suggest("request lim", root=home)
    assert [each.title for each in found.sections] == ["Request limits"]
    assert found.completions == ()


def test_a_word_behind_which_a_space_was_typed_is_no_beginning(home, blog):
    BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", "Two versions of it.")])
    assert suggest("version", root=home).completions == ("versions",)
    assert suggest("version ", root=home).completions == ()
    assert suggest("@ver", root=home).completions == ()


def test_the_completed_words_stand_together(home, blog):
    for text in ("A rolling deployment.", "A deposit of gold."):
        BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", text)])
    assert suggest("rolling dep", root=home).completions == ("rolling deployment",)


def test_words_that_stand_so_on_a_page_are_completed_and_words_apart_are_not(home, blog):
    for text in ("A rolling deployment.", "Rolling stones in a deposit. Another deposit."):
        BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", text)])
    assert suggest("rolling dep", root=home).completions == ("rolling deployment",)
    assert suggest("stones depo", root=home).completions == ()


def test_a_beginning_is_no_slip_of_another_word(home, blog):
    for title in (*("Evals, again" for _number in range(9)), "Validation", "Val"):
        BlogPostPageFactory(
            parent=blog, title=title, body=[("markdown", "The eval and the evals.")]
        )
    titles = [each.title for each in suggest("val", root=home).titles]
    assert set(titles) == {"Val", "Validation"}


def test_headings_alike_on_a_page_and_those_like_its_title_are_suggested_once(home, blog):
    body = "## Concepts\n\n## Options\n\nOne.\n\n## Options\n\nTwo."
    BlogPostPageFactory(parent=blog, title="Concepts", body=[("markdown", body)])
    assert [each.title for each in suggest("optio", root=home).sections] == ["Options"]
    assert suggest("conce", root=home).sections == ()


def test_titles_that_begin_so_come_first(home, blog):
    for title in ("On drift", "Drift in production and what to do"):
        BlogPostPageFactory(parent=blog, title=title)
    titles = [each.title for each in suggest("drif", root=home).titles]
    assert titles == ["Drift in production and what to do", "On drift"]


def test_titles_that_go_on_as_typed_come_before_shorter_ones(home, blog):
    for title in ("Policy of retries", "When to set a retry policy"):
        BlogPostPageFactory(parent=blog, title=title)
    titles = [each.title for each in suggest("retry po", root=home).titles]
    assert titles == ["When to set a retry policy", "Policy of retries"]


def test_titles_are_suggested_while_a_word_that_says_little_is_typed(home, blog):
    body = [("markdown", "It is what it is.\n\n```\nwhateverModule()\n```")]
    BlogPostPageFactory(parent=blog, title="What drift is", body=body)
    for typed in ("wha", "what", "what d"):
        found = suggest(typed, root=home)
        assert ([each.title for each in found.titles], found.completions) == (["What drift is"], ())


def test_words_that_few_pages_have_beside_others_are_not_offered(home, blog):
    for number in range(12):
        rare = "" if number else "One that climbs."
        body = [("markdown", f"The client and the clipboard. {rare}")]
        BlogPostPageFactory(parent=blog, title="A", body=body)
    assert suggest("cli", root=home).completions == ("client", "clipboard")


def test_a_word_that_says_little_is_no_completion_of_a_letter(home, blog):
    for title in ("Projection tiers", "A plan to projection"):
        BlogPostPageFactory(parent=blog, title=title)
    shown = [each.title for each in suggest("projection t", root=home).titles]
    assert shown == ["Projection tiers"]


def test_a_beginning_is_not_stemmed_to_a_word_that_says_little(home, blog):
    for title in ("Inspector", "Written in haste"):
        BlogPostPageFactory(parent=blog, title=title)
    assert [each.title for each in suggest("ins", root=home).titles] == ["Inspector"]


def test_a_last_word_of_one_letter_narrows_what_is_suggested(home, blog):
    for title in ("Rolling deployments", "Rolling back", "Data"):
        BlogPostPageFactory(parent=blog, title=title)
    assert [each.title for each in suggest("rolling d", root=home).titles] == [
        "Rolling deployments"
    ]


def test_what_there_was_stays_while_nothing_has_the_next_word(home, post):
    assert suggest("deploying x", root=home).titles == suggest("deploying", root=home).titles != ()


def test_two_letters_that_are_a_word_are_a_beginning_too(home, blog):
    for title in ("Li batteries", "Limits of search"):
        BlogPostPageFactory(parent=blog, title=title)
    assert {each.title for each in suggest("li", root=home).titles} == {
        "Li batteries",
        "Limits of search",
    }


def test_identifiers_and_compounds_are_completed_in_their_last_part(home, blog):
    body = "Use `batch_output` and a non-blocking call. And `other_outcome` of a blocked one."
    BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", body)])
    assert suggest("batch_ou", root=home).completions == ("batch_output",)
    assert suggest("non-blocki", root=home).completions == ("non-blocking",)


def test_what_is_typed_in_full_is_offered_where_a_page_has_it(home, blog):
    BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", "An exact equality.")])
    assert suggest("exact equality", root=home).completions == ("exact equality",)
    assert suggest("equality exact", root=home).completions == ("equality exact",)


def test_titles_alike_are_suggested_once(home, blog):
    for _number in range(3):
        BlogPostPageFactory(parent=blog, title="Error handling")
    assert len(suggest("error", root=home).titles) == 1


def test_what_is_headed_so_stays_while_its_second_word_is_typed(home, blog):
    # More words begin so than are named one by one.
    body = " ".join(f"se{letter * 3} and se{letter * 4}." for letter in "abcdefghijklmnop")
    for _number in range(2):
        BlogPostPageFactory(parent=blog, title="Other", body=[("markdown", body)])
    BlogPostPageFactory(parent=blog, title="Attribute selectors", body=[("markdown", body)])
    typed = "attribute selectors"
    shown = {
        length: [each.title for each in suggest(typed[:length], root=home).titles]
        for length in range(3, len(typed) + 1)
    }
    assert {
        length for length, titles in shown.items() if titles != ["Attribute selectors"]
    } == set()


def test_no_rows_of_words_are_made_up(home, blog):
    for text in ("Use cached pages. Use cached pages.", "A call of cars that can be of use."):
        BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", text)])
    assert suggest("use ca", root=home).completions == ("use cached",)
    assert suggest("pages ca", root=home).completions == ()


def test_names_are_completed_behind_a_word_where_no_plain_word_goes_on(home, blog):
    body = [("markdown", "We run PostgreSQL. Serve LLMs.")]
    BlogPostPageFactory(parent=blog, title="A post", body=body)
    assert suggest("run postg", root=home).completions == ("run PostgreSQL",)
    assert suggest("serve ll", root=home).completions == ("serve LLMs",)


def test_rows_that_many_pages_have_come_first_and_lone_ones_beside_them_are_left_out(home, blog):
    texts = ["A retry policy.", "A retry policy.", "A retry policy.", "A retry policy."]
    texts += ["A retry point, a retry point.", "A retry point.", "A retry poll."]
    for text in (*texts, "A retry policy."):
        BlogPostPageFactory(parent=blog, title="A post", body=[("markdown", text)])
    assert suggest("retry po", root=home).completions == ("retry policy", "retry point")


def test_the_word_that_others_begin_with_is_offered_before_them(home, blog):
    for _number in range(3):
        BlogPostPageFactory(parent=blog, title="A", body=[("markdown", "A versionadded note.")])
    BlogPostPageFactory(parent=blog, title="A", body=[("markdown", "One version of it.")])
    assert suggest("versi", root=home).completions == ("version", "versionadded")


def test_the_last_word_is_completed(home, post):
    assert suggest("when kuber", root=home).completions == ("when Kubernetes",)


@pytest.mark.parametrize("text", ["", "d", " ", '"', "\x00", "-", "tag:", "💥", "a" * 100_000])
def test_any_text_is_answered(home, post, text):
    suggest(text, root=home)


def test_suggestions_are_served(client, post):
    answer = client.get("/search/suggest/", {"q": "deploying"})
    assert answer.json()["titles"] == [{"title": "Deploying models", "url": post.url, "detail": ""}]
    assert answer["X-Robots-Tag"] == "noindex"
