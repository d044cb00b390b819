import pytest

from search.index.vocabulary import count_words, wrong_counts
from search.models import SearchPage, SearchWord
from search.results.search import find
from search.upkeep.writing import index_keys
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.django_db


def add(blog, title, text, **kwargs):
    return BlogPostPageFactory(parent=blog, title=title, body=[("markdown", text)], **kwargs)


def test_each_page_of_a_batch_is_stemmed_by_its_own_language(home, blog):
    english = add(blog, "English", "All caches are warm.")
    french = add(blog, "French", "Les caches sont pleins.")
    index_keys([english.pk, french.pk], anew=True)
    SearchPage.objects.filter(pk=french.pk).update(language="xx")
    stored = list(SearchPage.objects.values_list("words", "language"))
    SearchWord.objects.all().delete()
    count_words([], stored)
    assert set(SearchWord.objects.filter(word="caches").values_list("token", "documents")) == {
        ("cach", 1),
        ("caches", 1),
    }
    assert not wrong_counts()


@pytest.fixture
def in_two_languages(blog):
    """A post in English and one in another language, where the same word has another token."""
    add(blog, "English", "All caches are warm.")
    other = add(blog, "Other", "Caches.")
    entry = SearchPage.objects.get(pk=other.pk)
    count_words([(entry.words, entry.language)], [(entry.words, "xx")])
    SearchPage.objects.filter(pk=other.pk).update(
        language="xx", text_tokens=entry.text_tokens.replace("cach", "caches")
    )


def test_a_word_is_found_in_pages_of_every_language(home, in_two_languages):
    titles = {hit.page.title for hit in find("caches", root=home).hits}
    assert titles == {"English", "Other"}


def test_a_slip_is_corrected_to_a_word_of_two_languages(home, in_two_languages):
    assert find("cachez", root=home).correction == "caches"


def test_words_keep_the_spelling_of_most_pages(home, blog):
    add(blog, "One", "We run PyTorch and Kubernetes for an œuvre. Drift, then drift and drift.")
    add(blog, "Two", "PyTorch again.\n\n```\nimport pytorch\n```")
    spelled = dict(SearchWord.objects.filter(spelled_so__gt=0).values_list("word", "spelled"))
    assert spelled["pytorch"] == "PyTorch"
    assert spelled["kubernetes"] == "Kubernetes"
    assert spelled["oeuvre"] == "œuvre"
    assert "drift" not in spelled
