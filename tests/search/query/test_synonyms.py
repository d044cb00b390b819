from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from search.analysis.synonyms import MAX_LINES, STARTER, faulty_line, read_lines
from search.models import SearchSynonyms
from search.results.search import find
from search.results.suggesting import suggest
from tests.factories import BlogPostPageFactory, UserFactory


@pytest.fixture
def posts(blog):
    for title, text in (
        ("Short", "We serve an LLM."),
        ("Long", "We serve a large language model."),
        ("Apart", "A large house, a language, and a model."),
        ("Other", "A kernel of SVMs."),
    ):
        BlogPostPageFactory(parent=blog, title=title, teaser="", body=[("markdown", text)])


def titles(home, query):
    return [hit.page.title for hit in find(query, root=home).hits]


def test_an_abbreviation_finds_what_it_stands_for_and_lower(home, posts):
    assert titles(home, "LLMs") == ["Short", "Long"]
    assert titles(home, "large language models")[0] == "Long"
    assert "Short" in titles(home, "large language models")
    assert titles(home, "support vector machine") == ["Other"]


def test_what_is_typed_in_quotation_marks_or_excluded_is_not_expanded(home, posts):
    assert titles(home, '"llm"') == ["Short"]
    assert titles(home, "serve -llm") == ["Long"]


def test_what_another_name_finds_is_no_slip(home, posts):
    results = find("SVM", root=home)
    assert (results.correction, results.offered) == (None, None)


def test_it_is_marked_where_it_stands_together(home, posts):
    marked = {hit.page.title: hit.snippet.html for hit in find("LLM", root=home).hits}
    assert marked["Long"] == (
        "We serve a <mark>large</mark> <mark>language</mark> <mark>model</mark>."
    )


def test_the_sites_own_list_counts_at_once(home, posts):
    SearchSynonyms.objects.create(spellings="kernel, seed")
    assert titles(home, "seed") == ["Other"]
    assert titles(home, "LLM") == ["Short"]
    SearchSynonyms.objects.update(spellings="")
    assert titles(home, "seed") == []


def test_the_command_names_it(home, posts):
    out = StringIO()
    call_command("search_index", "explain", "LLM", stdout=out)
    assert "larg languag model × 0.70 (a synonym, by the site's list)" in out.getvalue()


def test_the_starter_list_is_sound():
    assert faulty_line(STARTER) is None
    lines = list(read_lines(STARTER))
    assert 80 < len(lines) <= MAX_LINES
    spelled = [{each.casefold() for each in line} for line in lines]
    assert all(len(line) > 1 for line in spelled)


@pytest.mark.parametrize(
    "spellings", ["alone", "a, " + "b" * 61, "x, y, z, u, v, w, q", "LLM, !!!", "a, b c d e f g h"]
)
def test_a_line_that_would_not_be_read_is_refused(spellings):
    with pytest.raises(ValidationError, match="two to 6 spellings"):
        SearchSynonyms(spellings=f"LLM, large language model\n{spellings}").full_clean()
    with pytest.raises(ValidationError, match="At most 300 lines"):
        SearchSynonyms(spellings="a, b\n" * 301).full_clean()


@pytest.mark.parametrize(
    "spellings", ["", "\n\n,,\n", "C++, cpp", "\x00, b", "💥, boom", "a," * 9000]
)
def test_any_list_is_read(home, posts, spellings):
    SearchSynonyms.objects.create(spellings=spellings.replace("\x00", ""))
    find("LLM a b boom", root=home)
    suggest("LLM a", root=home)


def test_an_admin_edits_the_starter_list(client, site, posts, home):
    client.force_login(UserFactory(group="Admins"))
    page = client.get("/admin/settings/search/searchsynonyms/", follow=True)
    assert "LLM, large language model" in page.content.decode()
    address = page.redirect_chain[-1][0]
    client.post(address, {"spellings": "kernel, seed"})
    assert titles(home, "seed") == ["Other"]


@pytest.mark.parametrize("role", ["Editors", "Authors"])
def test_others_do_not(client, site, role):
    client.force_login(UserFactory(group=role))
    assert client.get("/admin/settings/search/searchsynonyms/").status_code == 302
