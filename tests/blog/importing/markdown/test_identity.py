"""What a file's path and its head say of it together, and what is told of the rest."""

import subprocess
from datetime import UTC, datetime

import pytest

from blog.importing.entry import Subject
from blog.importing.folder import Folder
from blog.importing.markdown.archive import Archive
from blog.importing.markdown.reader import read_entry
from tests.blog.importing.folders import entry_of, told, write_file

DAY = datetime(2014, 12, 12, tzinfo=UTC)


def remarks(entry, subject: Subject) -> list[tuple[str, str, int | None]]:
    return [
        (each.what, each.detail, each.line) for each in entry.remarks if each.subject is subject
    ]


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("x.md", 'path = "2014/12/12/x"'),
        ("x.md", 'permalink = "/2014/12/12/x/"'),
        ("x.md", 'slug = "2014/12/12/x"'),
        ("2014/12/12/x.md", ""),
        ("2010/2014-12-12-x.md", ""),
        ("2010-01-01-x.md", 'date = "December 12, 2014"'),
        ("x.md", "publishDate = 2014-12-12"),
        ("x.md", "[extra]\ncreated = 2014-12-12"),
    ],
)
def test_a_date_is_found(tmp_path, path, head):
    entry = entry_of(tmp_path, f"+++\n{head}\n+++\ntext", path)
    assert entry.date == DAY
    assert not remarks(entry, Subject.DATE)


def test_a_month_is_taken_for_its_first_day_and_told(tmp_path):
    entry = entry_of(tmp_path, "text", "2014/12/x.md")
    assert entry.date == datetime(2014, 12, 1, tzinfo=UTC)
    assert [detail for _what, detail, _line in remarks(entry, Subject.DATE)] == ["2014-12"]


def test_an_unreadable_date_leaves_a_draft_and_says_where(tmp_path):
    entry = entry_of(tmp_path, "---\ntitle: A\ndate: 05/06/2024\n---\ntext")
    assert entry.withheld == ("date that cannot be read",)
    assert remarks(entry, Subject.DATE) == [("date that cannot be read", "05/06/2024", 3)]
    entry = entry_of(tmp_path, "---\ndate: 2024-13-45\n---\ntext")
    assert entry.withheld == ("date that cannot be read",)


def test_a_path_makes_up_for_an_unreadable_date(tmp_path):
    entry = entry_of(tmp_path, "---\ndate: soon\n---\ntext", "2014-12-12-x.md")
    assert (entry.date, entry.withheld) == (DAY, ())
    assert remarks(entry, Subject.DATE)


def test_a_page_is_dated_when_it_was_to_appear(tmp_path):
    entry = entry_of(tmp_path, "---\ndate: 2014-01-01\npublishDate: 2014-12-12\n---\ntext")
    assert entry.date == DAY


def test_git_dates_what_has_no_date_under_its_first_name(tmp_path):
    folder = tmp_path / "site" / "posts"
    write_file(folder, "old name.md", "some text that is long enough to be known again\n" * 5)
    write_file(folder, "dated.md", "---\ndate: 2014-12-12\n---\n")
    git(tmp_path / "site", "init", "-q")
    git(tmp_path / "site", "config", "log.showSignature", "true")
    git(tmp_path / "site", "config", "gpg.program", str(tmp_path / "never run"))
    commit(tmp_path / "site", "2014-12-12T00:00:00Z")
    (folder / "old name.md").rename(folder / "größe.md")
    commit(tmp_path / "site", "2020-01-01T00:00:00Z")
    write_file(folder, "late.md", "x")
    archive = Archive(Folder(folder), has_git_dates=True)
    dates = {
        path: read_entry(archive.folder, path, archive=archive).date
        for path in archive.folder.paths
    }
    assert dates == {"größe.md": DAY, "dated.md": DAY, "late.md": None}
    assert read_entry(archive.folder, "größe.md").date is None


def test_a_folder_without_git_has_no_dates_of_it(tmp_path):
    write_file(tmp_path, "a.md", "x")
    archive = Archive(Folder(tmp_path), has_git_dates=True)
    assert read_entry(archive.folder, "a.md", archive=archive).date is None


def git(folder, *arguments, **environment) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, env=environment or None)


def commit(folder, date: str) -> None:
    git(folder, "add", "-A")
    git(
        folder, "commit", "-qm", "x", GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date, PATH="/usr/bin"
    )


def test_languages_come_from_the_head_or_the_name(tmp_path):
    assert entry_of(tmp_path, "---\nlang: pt_BR\n---\n", "a.de.md").language == "pt-br"
    entry = entry_of(tmp_path, "text", "a.de.md")
    assert (entry.language, entry.slug) == ("de", "a")
    assert "front matter “lang”" in told(entry_of(tmp_path, "---\nlang: Klingon\n---\n"))


def test_titles_and_tags_that_are_cut_are_told(tmp_path):
    tags = ", ".join(f"t{number}" for number in range(22))
    entry = entry_of(tmp_path, f"---\ntitle: {'t' * 300}\ntags: [{tags}]\n---\n")
    found = {each.what: (each.detail, each.line) for each in entry.remarks}
    assert found["title cut to 255 characters"] == ("t" * 45, 2)
    assert found["tags past the twentieth"] == ("t20, t21", 3)
    assert "title cut to 255 characters" in told(entry_of(tmp_path, f"# {'t' * 300}\n\ntext"))


def test_jekylls_tags_are_parted_by_spaces_and_those_of_others_are_not(tmp_path):
    text = "---\ntags: machine learning\ncategory: deep learning\n---\n"
    assert entry_of(tmp_path, text).tags == ("machine learning", "deep learning")
    write_file(tmp_path, "_config.yml", "title: x")
    assert entry_of(tmp_path, text).tags == ("machine", "learning", "deep learning")


def test_zolas_tables_are_read(tmp_path):
    entry = entry_of(tmp_path, '+++\n[taxonomies]\ntags = ["a"]\n[extra]\nauthor = "Ada"\n+++\n')
    assert (entry.tags, entry.authors) == (("a",), ("Ada",))


def test_one_tag_in_two_forms_of_unicode_is_one(tmp_path):
    entry = entry_of(tmp_path, "---\ntags: [Café, Cafe\u0301]\ntopics: [x]\ntag: y\n---\n")
    assert entry.tags == ("Café", "y", "x")


@pytest.mark.parametrize("path", ["_drafts/a.md", "private/a.md"])
def test_a_folder_keeps_back(tmp_path, path):
    assert entry_of(tmp_path, "text", path).withheld


def test_what_was_not_public_is_kept_back_and_may_expire(tmp_path):
    entry = entry_of(tmp_path, "---\nstatus: draft\nexpiryDate: 2014-12-12\n---\n")
    assert (entry.withheld, entry.expires) == (("marked as a draft",), DAY)


def test_old_addresses_are_stated_and_generated(tmp_path):
    write_file(tmp_path, "hugo.toml", "")
    entry = entry_of(tmp_path, "---\naliases: old\n---\n", "content/posts/a.md")
    assert entry.addresses == ("/posts/old", "/posts/a/")
    text = "---\naliases: [old, /older/, Its Name]\nurl: /x/\n---\n"
    entry = entry_of(tmp_path, text, "content/posts/a.md")
    assert entry.addresses == ("/x", "/old", "/older")
    assert remarks(entry, Subject.ADDRESS) == [("alias that is no address", "Its Name", 2)]
