"""The list and the form of sources, and what keeps those that posts cite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blog.models import Source, SourceUse
from tests.factories import BlogPostPageFactory, SourceFactory

pytestmark = pytest.mark.django_db
NAME = "wagtailsnippets_blog_source"
RECORD = {
    "type": "book",
    "title": "T",
    "author": [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"family": "Doe", "given": "J", "dropping-particle": "de"},
        {"literal": "WHO"},
    ],
    "issued": {"date-parts": [[2020, 6]], "circa": True},
    "collection-title": "Series",
    "translator": [{"literal": "X"}],
}


def edit_url(source):
    return reverse(f"{NAME}:edit", args=[source.pk])


def form_of(page):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def cite(source, blog, title="Post"):
    post = BlogPostPageFactory(parent=blog, title=title)
    SourceUse.objects.create(page=post, key=source.key)
    return post


def test_a_source_is_made_without_knowing_csl(author):
    sent = {
        "key": "lovelace1843", "csl_type": "article-journal", "csl_title": "Notes",
        "csl_author": "Lovelace, Ada\r\nvan der Berg, Jan\r\nWHO", "csl_issued": "1843-09",
        "csl_container_title": "Memoirs", "csl_DOI": "https://doi.org/10.1000/1",
    }  # fmt: skip
    answer = author.post(reverse(f"{NAME}:add"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Source.objects.get().record == {
        "type": "article-journal", "title": "Notes",
        "author": [{"family": "Lovelace", "given": "Ada"},
                   {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
                   {"literal": "WHO"}],
        "issued": {"date-parts": [[1843, 9]]}, "container-title": "Memoirs", "DOI": "10.1000/1",
    }  # fmt: skip


def test_an_unchanged_form_leaves_the_record_as_it_was(editor):
    source = SourceFactory(key="k", record=RECORD)
    page = editor.get(edit_url(source))
    assert form_of(page)["csl_author"] == "van der Berg, Jan\nDoe, J\nWHO"
    assert editor.post(edit_url(source), form_of(page)).status_code == 302
    source.refresh_from_db()
    assert source.record == RECORD


def test_what_is_emptied_goes_and_the_rest_stays(editor):
    source = SourceFactory(key="k", record=RECORD)
    sent = form_of(editor.get(edit_url(source))) | {"csl_issued": "", "csl_author": "Doe, J"}
    editor.post(edit_url(source), sent)
    source.refresh_from_db()
    assert "issued" not in source.record
    assert source.record["author"] == [RECORD["author"][1]]
    assert source.record["collection-title"] == "Series"
    assert source.byline == "Doe"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("key", "fig:x", "does not begin like a label"), ("key", "a b", "letters, digits"),
     ("csl_URL", "javascript:alert(1)", "Enter a valid URL"), ("csl_DOI", "hello", "begins with"),
     ("csl_type", "poem", "Select a valid choice"), ("csl_title", "x" * 20_000, "at most")],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_field(author, name, value, says):
    sent = {"key": "k", "csl_type": "book", "csl_title": "T", name: value}
    answer = author.post(reverse(f"{NAME}:add"), sent)
    assert says in str(answer.context["form"].errors[name])
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("author", "Doe, Jane\n" * 501, "only the first 500 names are kept"),
     ("editor", "D" * 400, "names are cut after 300 characters"),
     ("URL", "ftp://example.org/a", "Not kept: URL")],
)  # fmt: skip
def test_what_a_record_has_no_room_for_is_said_before_it_is_lost(author, name, value, says):
    sent = {"key": "k", "csl_type": "book", "csl_title": "T", f"csl_{name}": value}
    page = author.post(reverse(f"{NAME}:add"), sent)
    assert says in str(page.context["form"].errors)
    assert not Source.objects.exists()


def test_a_source_needs_a_title_or_a_name(author):
    answer = author.post(reverse(f"{NAME}:add"), {"key": "k", "csl_type": "book"})
    assert "csl_title" in answer.context["form"].errors


def test_a_cited_source_keeps_its_key(editor, blog):
    source = SourceFactory(key="k")
    cite(source, blog)
    sent = form_of(editor.get(edit_url(source))) | {"key": "other"}
    assert "cite the source as “k”" in str(
        editor.post(edit_url(source), sent).context["form"].errors
    )
    SourceUse.objects.all().delete()
    assert editor.post(edit_url(source), sent).status_code == 302
    assert Source.objects.get().key == "other"


def test_where_a_source_is_cited_stands_in_its_form_and_before_it_is_deleted(editor, blog):
    source = SourceFactory(key="k")
    post = cite(source, blog, title="A post that cites")
    bulk = reverse("wagtail_bulk_action", args=["blog", "source", "delete"])
    for address in (
        edit_url(source),
        reverse(f"{NAME}:delete", args=[source.pk]),
        f"{bulk}?id={source.pk}",
    ):
        page = editor.get(address).content.decode()
        assert "Cited in 1 page" in page
        assert "A post that cites" in page
    post.delete()
    assert "Cited in" not in editor.get(edit_url(source)).content.decode()


def test_authors_neither_change_nor_delete(author):
    source = SourceFactory(key="k")
    assert author.get(reverse(f"{NAME}:list")).status_code == 200
    assert author.get(edit_url(source)).status_code == 302
    assert author.get(reverse(f"{NAME}:delete", args=[source.pk])).status_code == 302


def test_the_list_is_looked_through_and_narrowed(editor, blog):
    SourceFactory(key="a", record=RECORD | {"title": "Über Gödel"})
    SourceFactory(key="b", record={"type": "thesis", "title": "Other"})
    cite(Source.objects.get(key="b"), blog)
    address = reverse(f"{NAME}:list")

    def keys(**query):
        return [row.key for row in editor.get(address, query).context["object_list"]]

    assert keys() == ["a", "b"]
    assert keys(q="godel van") == ["a"]
    assert keys(q='"') == []
    assert keys(type="thesis") == ["b"]
    assert keys(cited="true") == ["b"]
    assert keys(cited="false") == ["a"]
    assert keys(ordering="-title") == ["a", "b"]


def test_the_list_takes_the_same_queries_however_long(editor, blog):
    editor.get(reverse(f"{NAME}:list"))
    counts = set()
    for number in (2, 6):
        for source in SourceFactory.create_batch(number):
            cite(source, blog)
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse(f"{NAME}:list"))
        counts.add(len(captured))
    assert len(counts) == 1
