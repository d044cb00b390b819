from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blog.taxonomy.reindexing import reindex_posts
from search.index import entries
from search.index.protocol import Entry, Topic
from search.index.vocabulary import recount, wrong_counts
from search.models import SearchFragment, SearchPage, SearchTopic, SearchWord
from search.results.search import find
from search.upkeep.writing import index_keys, index_page
from tests.factories import BlogPostPageFactory, TagFactory


def documents(word: str) -> int:
    return sum(SearchWord.objects.filter(word=word).values_list("documents", flat=True))


def check() -> str:
    out = StringIO()
    try:
        call_command("search_index", "check", stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_publishing_a_change_changes_the_entry(home, post):
    post.body = [("markdown", "All about zeppelins.")]
    post.save_revision().publish()
    assert find("zeppelin", root=home).total == 1
    post.body = [("markdown", "All about balloons.")]
    post.save_revision()
    assert find("zeppelin", root=home).total == 1
    post.save_revision().publish()
    assert find("zeppelin", root=home, correct=False).total == 0
    assert documents("zeppelins") == 0
    assert check() == "The search index is true.\n"


def test_frequencies_count_pages(blog):
    posts = [BlogPostPageFactory(parent=blog, body=[("markdown", "A zeppelin.")]) for _ in range(3)]
    assert documents("zeppelin") == 3
    posts[0].unpublish()
    posts[1].delete()
    assert documents("zeppelin") == 1
    posts[2].delete()
    assert documents("zeppelin") == 0
    assert not SearchFragment.objects.filter(word__word="zeppelin").exists()


def test_what_is_the_same_is_not_written_again(post, count_queries):
    assert count_queries(lambda: index_page(post)) <= 6


def test_a_renamed_tag_is_found_by_its_new_name(client, home, blog):
    tag = TagFactory(name="Zeppelins", slug="air")
    post = BlogPostPageFactory(parent=blog, tags=[tag])
    assert find("zeppelins", root=home).total == 1
    tag.name = "Balloons"
    tag.save()
    reindex_posts.func([post.pk])
    assert find("zeppelins", root=home, correct=False).total == 0
    assert find("balloons tag:air", root=home).total == 1
    assert SearchTopic.objects.get(kind="tag").name == "Balloons"


def test_check_says_what_differs_and_rebuild_mends_it(home, blog):
    missing, changed, hidden = BlogPostPageFactory.create_batch(3, parent=blog)
    SearchPage.objects.filter(pk=missing.pk).delete()  # behind the vocabulary's back
    SearchPage.objects.filter(pk=changed.pk).update(digest="x")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    said = check()
    assert f"Page {missing.pk} ({missing.title}) is missing." in said
    assert f"Page {changed.pk} ({changed.title}) has changed." in said
    assert f"Page {hidden.pk} is in the index and not public." in said
    assert "words are miscounted." in said
    call_command("search_index", "rebuild", verbosity=0)
    assert check() == "The search index is true.\n"


def test_what_an_older_version_published_is_filled_in(home, blog):
    BlogPostPageFactory(parent=blog, title="Written before")
    call_command("search_index", "fill", verbosity=0)
    SearchPage.objects.all().delete()
    assert find("written", root=home, correct=False).total == 0
    call_command("search_index", "fill", verbosity=0)
    assert find("written", root=home).total == 1


def test_the_engine_finds_its_own_faults(post):
    SearchPage.objects.filter(pk=post.pk).update(title_tokens=" other ")
    assert find("other", root=post.get_site().root_page).total == 1
    call_command("search_index", "rebuild", verbosity=0)
    assert find("other", root=post.get_site().root_page, correct=False).total == 0


def test_rebuilding_asks_no_more_for_more_pages(blog, count_queries):
    BlogPostPageFactory.create_batch(3, parent=blog)
    before = count_queries(lambda: call_command("search_index", "rebuild", verbosity=0))
    BlogPostPageFactory.create_batch(3, parent=blog)
    after = count_queries(lambda: call_command("search_index", "rebuild", verbosity=0))
    # An entry is a row that is saved by itself.
    assert after - before <= 3


@pytest.mark.parametrize("body", ["word " * 100_000, "x" * 300_000, "ab " * 60_000 + "end"])
def test_a_huge_body_is_indexed_within_bounds(home, blog, body):
    post = BlogPostPageFactory(parent=blog, title="Huge zeppelin", body=[("markdown", body)])
    assert SearchPage.objects.get(pk=post.pk).text_tokens.count(" ") < 200_000
    assert find("zeppelin", root=home).total == 1


def test_an_upgrade_that_reads_words_otherwise_is_noticed_and_filled_in(home, blog, monkeypatch):
    monkeypatch.setattr(entries, "DIGEST_START", "1:")
    old = BlogPostPageFactory(parent=blog, title="नमस्ते")
    monkeypatch.undo()
    SearchPage.objects.filter(pk=old.pk).update(title_tokens=" नमस त ")
    assert f"Page {old.pk} ({old.title}) has changed." in check()
    call_command("search_index", "fill", verbosity=0)
    assert check() == "The search index is true.\n"
    assert find("नमस्ते", root=home, correct=False).total == 1


def test_names_of_any_length_fit_their_columns(blog):
    post = BlogPostPageFactory(parent=blog)
    entry = Entry(title="ﷺ" * 300, topics=(Topic("tag", "x", "ﷺ" * 255),), language="en")
    rows = entries.make_rows(entry, page_id=post.pk)
    (topic,) = rows.topics
    assert len(topic.name) == len(topic.folded) == 255


def test_what_is_written_anew_is_counted_once_by_the_caller(home, blog):
    posts = [BlogPostPageFactory(parent=blog, title=f"Caches {number}") for number in range(3)]
    SearchWord.objects.all().delete()
    index_keys([post.pk for post in posts], anew=True)
    assert not SearchWord.objects.exists()
    recount()
    assert SearchWord.objects.get(word="caches").documents == 3
    assert not wrong_counts()
