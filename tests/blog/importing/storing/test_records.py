"""A post is known by its archive and its file, and by its text where the file has moved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.importing.folder import Folder
from blog.importing.importer import RENAMED, import_sources
from blog.importing.markdown.reader import import_folder, markdown_sources
from blog.importing.reporting.report import Outcome
from blog.models import BlogPostPage, ImportedFile
from tests.blog.importing.folders import imported, outcomes, png, write, write_file


def titles() -> list[str]:
    return sorted(BlogPostPage.objects.values_list("draft_title", flat=True))


def forget_archives() -> None:
    """Leave the records as they were before archives had names, and checksums had pictures."""
    for record in ImportedFile.objects.all():
        record.source, record.checksum = "", record.checksum[:32] + "0" * 32
        record.save()


def test_two_archives_with_the_same_path_make_two_posts(blog, tmp_path):
    import_folder(write(tmp_path / "one", a="# One"), index=blog, publish=True)
    report = import_folder(write(tmp_path / "two", a="# Two"), index=blog, publish=True)
    assert outcomes(report) == {"CREATED": 1}
    assert titles() == ["One", "Two"]
    assert set(ImportedFile.objects.values_list("source", flat=True)) == {"one", "two"}


def test_an_archive_may_move_under_its_name(blog, tmp_path):
    import_folder(write(tmp_path / "one", a="# One"), index=blog, source="letters")
    report = import_folder(write(tmp_path / "two", a="# Two"), index=blog, source="letters")
    assert outcomes(report) == {"UPDATED": 1}
    assert titles() == ["Two"]


def test_the_name_of_an_archive_is_cut_to_its_column(blog, tmp_path):
    for _run in range(2):
        report = import_folder(write(tmp_path, a="x"), index=blog, source="n" * 300)
    assert outcomes(report) == {"UNCHANGED": 1}


def test_records_without_an_archive_are_taken_over(blog, tmp_path):
    write_file(tmp_path, "p.png", png())
    write(tmp_path, same="# Same ![x](p.png)", edited="# Title\n\nold", gone="# Gone")
    import_folder(tmp_path, index=blog, publish=True)
    imported("gone.md").delete()
    forget_archives()
    write(tmp_path, edited="# Title\n\nnew", gone="# Gone, but changed", new="# New")
    report = import_folder(tmp_path, index=blog)
    assert outcomes(report) == {"CREATED": 1, "UNCHANGED": 1, "UPDATED": 1, "DELETED": 1}
    assert set(ImportedFile.objects.values_list("source", flat=True)) == {tmp_path.name}
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UNCHANGED": 3, "DELETED": 1}


def test_another_archives_records_are_not_taken_over(blog, tmp_path):
    first = write(tmp_path / "one", a="# One", b="# Mine", c="# Licence\n\nAll of it.")
    import_folder(first, index=blog, publish=True)
    forget_archives()
    other = write(tmp_path / "two", a="# Two", b="# Yours", c="# Licence\n\nAll of it.")
    report = import_folder(other, index=blog, publish=True)
    assert outcomes(report) == {"CREATED": 2, "UNCHANGED": 1}
    assert titles() == ["Licence", "Mine", "One", "Two", "Yours"]
    assert imported_of("", "a.md").title == "One"


def imported_of(source: str, path: str) -> BlogPostPage:
    return ImportedFile.objects.get(source=source, path=path).post


def test_a_renamed_file_keeps_its_post(blog, tmp_path):
    write(tmp_path, a="# A\n\ntext", b="[a](a.md)")
    import_folder(tmp_path, index=blog, publish=True)
    post = imported("a.md")
    (tmp_path / "a.md").rename(tmp_path / "better.md")
    report = import_folder(write(tmp_path, b="[a](better.md)"), index=blog, publish=True)
    assert outcomes(report) == {"MOVED": 1, "UPDATED": 1}
    assert imported("better.md") == post
    assert imported("b.md").body[0].value == f"[a](page:{post.pk})"
    assert not ImportedFile.objects.filter(path="a.md").exists()
    report = import_folder(write(tmp_path, better="# A\n\nmore"), index=blog, publish=True)
    assert outcomes(report) == {"UPDATED": 1, "UNCHANGED": 1}


def test_a_renamed_file_of_a_deleted_post_stays_away(blog, tmp_path):
    import_folder(write(tmp_path, a="# A\n\ntext"), index=blog)
    imported("a.md").delete()
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    assert outcomes(import_folder(tmp_path, index=blog)) == {"DELETED": 1}


def test_a_copy_is_a_post_of_its_own(blog, tmp_path):
    import_folder(write(tmp_path, a="# A\n\ntext"), index=blog)
    report = import_folder(write(tmp_path, copy="# A\n\ntext"), index=blog)
    assert outcomes(report) == {"CREATED": 1, "UNCHANGED": 1}


def test_two_files_with_one_text_are_not_guessed_between(blog, tmp_path):
    import_folder(write(tmp_path, a="same", b="same"), index=blog)
    for name in "ab":
        (tmp_path / f"{name}.md").rename(tmp_path / f"{name}2.md")
    assert outcomes(import_folder(tmp_path, index=blog)) == {"CREATED": 2}


def test_a_part_of_an_archive_says_nothing_of_the_rest(blog, tmp_path):
    import_folder(write(tmp_path, a="same"), index=blog)
    write(tmp_path, b="same")
    part = [source for source in markdown_sources(Folder(tmp_path)) if source.path == "b.md"]
    report = import_sources(
        part, index=blog, collection="x", source=tmp_path.name, is_whole=False
    )  # fmt: skip
    assert outcomes(report) == {"CREATED": 1}
    assert ImportedFile.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("img/p.png", "![x](img/p.png)"),
        ("static/img/p.png", '<img src="/img/p.png">'),
        ("img/my p.png", "![x](img/my%20p.png)"),
        ("img/my p.png", "![[my p.png]]"),
        ("cover.png", "---\ncover: cover.png\n---\ntext"),
    ],
)
def test_a_changed_picture_is_noticed(blog, tmp_path, path, text):
    write_file(tmp_path, path, png("red"))
    write_file(tmp_path, "other/p.png", png("green"))
    write(tmp_path, a=text)
    import_folder(tmp_path, index=blog)
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UNCHANGED": 1}
    write_file(tmp_path, path, png("blue"))
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UPDATED": 1}


def test_a_namesake_elsewhere_changes_nothing(blog, tmp_path):
    for name in ("one", "two"):
        write_file(tmp_path, f"{name}/cover.png", png())
        write_file(tmp_path, f"{name}/index.md", "![x](cover.png)")
    import_folder(tmp_path, index=blog)
    write_file(tmp_path, "two/cover.png", png("blue"))
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UNCHANGED": 1, "UPDATED": 1}


def test_pictures_outside_the_folder_are_not_read(blog, tmp_path):
    outside = write_file(tmp_path, "outside.png", png("red"))
    folder = write(tmp_path / "in", a="![x](link.png)")
    (folder / "link.png").symlink_to(outside)
    import_folder(folder, index=blog)
    outside.write_bytes(png("blue"))
    assert outcomes(import_folder(folder, index=blog)) == {"UNCHANGED": 1}


def test_looking_at_unchanged_files_costs_the_same_queries_for_many(blog, tmp_path):
    def queries_of_a_second_run(count: int) -> int:
        write(tmp_path, **{f"a{number}": f"# {number}" for number in range(count)})
        import_folder(tmp_path, index=blog)
        with CaptureQueriesContext(connection) as queries:
            report = import_folder(tmp_path, index=blog)
        assert report.outcomes == {Outcome.UNCHANGED: count}
        return len(queries)

    assert queries_of_a_second_run(2) == queries_of_a_second_run(6)


@pytest.mark.parametrize(
    "renamed",
    ["---\nslug: drift\ntitle: Another\n---\nnew words", "# Drift\n\nnew words"],
)
def test_a_second_post_of_a_file_renamed_and_changed_is_told(blog, tmp_path, renamed):
    import_folder(write(tmp_path, drift="# Drift\n\nold words", other="# Other"), index=blog)
    (tmp_path / "drift.md").unlink()
    write(tmp_path, watching=renamed, third="# Third")
    report = import_folder(tmp_path, index=blog)
    told = [(each.path, each.detail) for each in report.unplaced if each.what == RENAMED]
    assert told == [("watching.md", "drift.md")]
