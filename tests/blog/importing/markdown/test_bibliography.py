"""Posts bring the sources that they cite, from a file beside them or from their head."""

import pytest

from blog.importing.markdown.reader import import_folder
from blog.models import BlogPostPage, Source
from tests.blog.importing.folders import write_file
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db
BIB = """@book{doe2020, title={A title}, author={Doe, Jane}}
@book{roe2021, title={Not cited}}
@misc{broken, title={x
"""


def bring(folder, blog, head="bibliography: refs.bib", text="As [@doe2020, p. 4] says.", **kwargs):
    write_file(folder, "post.md", f"---\ntitle: A\n{head}\n---\n{text}\n")
    report = import_folder(folder, index=blog, **kwargs)
    assert report.failures == []
    return report


def remarks(report):
    return {(remark.what, remark.detail) for remark in report.unplaced}


def text_of(post):
    return str(post.get_latest_revision_as_object().body[0].value)


def test_what_a_post_cites_comes_along_and_nothing_else(blog, tmp_path):
    write_file(tmp_path, "refs.bib", BIB)
    report = bring(tmp_path, blog)
    assert {source.key: source.title for source in Source.objects.all()} == {"doe2020": "A title"}
    assert not any("bibliography" in what for what, _detail in remarks(report))


def test_a_dry_run_keeps_nothing(blog, tmp_path):
    write_file(tmp_path, "refs.bib", BIB)
    bring(tmp_path, blog, is_dry=True)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "head",
    [
        "references:\n- id: doe2020\n  type: book\n  title: T\n  issued: 2020-06-12",
        "references:\n- id: doe2020\n  type: book\n  title: T\n"
        "  issued: {year: 2020, month: 6, day: 12}",
        "references:\n- id: doe2020\n  type: book\n  title: T\n"
        "  issued:\n    - {year: 2020, month: 6, day: 12}",
    ],
)
def test_a_head_holds_references_as_pandoc_reads_them(blog, tmp_path, head):
    bring(tmp_path, blog, head=head)
    assert Source.objects.get().record == {
        "type": "book", "title": "T", "issued": {"date-parts": [[2020, 6, 12]]},
    }  # fmt: skip


def test_a_file_is_found_beside_the_post_and_at_the_root(blog, tmp_path):
    write_file(tmp_path, "bib/refs.json", '[{"id": "doe2020", "title": "T"}]')
    bring(tmp_path, blog, head="bibliography: [none.bib, bib/refs.json]")
    assert Source.objects.get().title == "T"


def test_a_source_that_is_there_is_used_again(blog, tmp_path):
    write_file(tmp_path, "refs.bib", BIB)
    for _time in range(2):
        bring(tmp_path, blog, source="one")
    write_file(tmp_path, "other.md", "---\nbibliography: refs.bib\n---\n[@doe2020]")
    import_folder(tmp_path, index=blog, source="two")
    assert list(Source.objects.values_list("key", flat=True)) == ["doe2020"]


def test_another_source_of_the_same_key_stays_and_the_post_cites_its_own(blog, tmp_path):
    SourceFactory(key="doe2020", record={"title": "Another"})
    write_file(tmp_path, "refs.bib", BIB)
    text = "As [@doe2020; @doe2020a] and @doe2020 say.\n\n```python\n@doe2020\n```"
    report = bring(tmp_path, blog, text=text)
    assert ("sources whose key another source has", "doe2020: cited as doe2020_2") in remarks(
        report
    )
    body = BlogPostPage.objects.get().get_latest_revision_as_object().body
    assert body[0].value == "As [@doe2020_2; @doe2020a] and @doe2020_2 say."
    assert body[1].value["code"] == "@doe2020"
    write_file(tmp_path, "more.md", "---\nbibliography: refs.bib\n---\n[@doe2020]")
    import_folder(tmp_path, index=blog)
    assert dict(Source.objects.values_list("key", "title")) == {
        "doe2020": "Another", "doe2020_2": "A title",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("bibliography: gone.bib", "not in the folder"),
        ("bibliography: ../outside.bib", "outside the folder"),
        ("bibliography: {a: b}", ""),
        ("references: 5", "holds no items"),
        ("bibliography: post.md", "neither BibTeX"),
    ],
)
def test_what_cannot_be_read_is_told(blog, tmp_path, head, what):
    write_file(tmp_path, "outside.bib", BIB)
    folder = tmp_path / "folder"
    folder.mkdir()
    report = bring(folder, blog, head=head)
    assert any(what in detail for _what, detail in remarks(report))
    assert not Source.objects.exists()


def test_an_entry_that_is_cited_and_cannot_be_read_is_told(blog, tmp_path):
    write_file(tmp_path, "refs.bib", BIB)
    report = bring(tmp_path, blog, text="[@broken]")
    assert "source that cannot be read" in {what for what, _detail in remarks(report)}
