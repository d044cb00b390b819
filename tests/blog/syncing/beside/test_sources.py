"""`sync` keeps the file of the sources that posts cite."""

import pytest

from blog.models import Source
from tests.blog.exporting.commands import files_of
from tests.blog.syncing.folders import HEAD, run
from tests.factories import BlogPostPageFactory, SourceFactory

FILE = "references.bib"


@pytest.fixture
def source(blog):
    source = SourceFactory(key="doe2020", record={"type": "book", "title": "Old title"})
    BlogPostPageFactory(parent=blog, slug="a", body=[("markdown", "As [@doe2020] says.")])
    return source


def test_it_follows_the_site(source, tmp_path):
    assert run(tmp_path)[0] == 0
    assert "Old title" in (tmp_path / FILE).read_text()
    assert "bibliography: references.bib" in (tmp_path / "a.md").read_text()
    before = files_of(tmp_path)
    assert "0 changed, 0 files" in run(tmp_path)[1]
    assert files_of(tmp_path) == before
    source.record["title"] = "New title"
    source.save()
    assert run(tmp_path)[0] == 0
    assert "New title" in (tmp_path / FILE).read_text()


def test_a_site_that_cites_nothing_has_none(blog, tmp_path):
    BlogPostPageFactory(parent=blog, slug="a")
    run(tmp_path)
    assert not (tmp_path / FILE).exists()


def test_what_is_changed_there_is_left_and_told(source, tmp_path):
    run(tmp_path)
    file = tmp_path / FILE
    file.write_text(file.read_text().replace("Old", "Edited"))
    code, out = run(tmp_path)
    assert (code, f"{FILE}: what the site has otherwise" in out) == (2, True)
    assert "Edited" in file.read_text()
    source.refresh_from_db()
    assert source.title == "Old title"


def test_a_new_source_comes_with_the_post_that_cites_it(source, tmp_path):
    run(tmp_path)
    with (tmp_path / FILE).open("a") as file:
        file.write("\n@book{roe2021, title = {Another}}\n")
    (tmp_path / "sub").mkdir()
    head = HEAD.format("B").replace("---\n", "---\nbibliography: ../references.bib\n", 1)
    (tmp_path / "sub" / "b.md").write_text(f"{head}As [@roe2021] says.\n")
    assert run(tmp_path)[0] == 0
    assert set(Source.objects.values_list("key", flat=True)) == {"doe2020", "roe2021"}
    assert "bibliography: ../references.bib" in (tmp_path / "sub" / "b.md").read_text()
    assert run(tmp_path)[0] == 0
