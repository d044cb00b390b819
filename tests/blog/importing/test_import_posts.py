"""`import_posts`: what an admin types, and reads."""

import json

import pytest
from django.core.management import CommandError, call_command

from blog.importing.entry import Remark
from blog.importing.reporting.report import Outcome, Report
from blog.importing.reporting.report_text import report_lines
from blog.models import BlogPostPage
from tests.blog.importing.commands import run
from tests.blog.importing.folders import imported, write
from tests.factories import BlogIndexPageFactory, UserFactory


def test_a_folder_is_imported_and_reported(blog, tmp_path):
    write(tmp_path, a="---\nlayout: x\n---\n# A", b=b"\xff")
    out, err = run(tmp_path, "--publish")
    assert "1 created" in out
    assert "1 failed" in out
    assert "front matter “layout”" in out
    assert "not UTF-8 text" in out
    assert "2 of 2 files" in err
    assert imported("a.md").live


def test_a_blog_and_a_user_are_named(blog, home, tmp_path):
    other, user = BlogIndexPageFactory(parent=home, slug="other"), UserFactory()
    run(write(tmp_path, a="# A"), "--blog", "other", "--user", user.username)
    post = imported("a.md")
    assert post.get_parent().pk == other.pk
    assert post.owner == user


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--blog", "nowhere"], "There is no blog “nowhere”"),
        ([], "There are several blogs; name one with --blog: "),
        (["--blog", "other", "--user", "nobody"], "There is no user “nobody”"),
    ],
)
def test_mistakes_are_told_in_one_line(blog, home, tmp_path, arguments, message):
    BlogIndexPageFactory(parent=home, slug="other")
    with pytest.raises(CommandError, match=message):
        run(tmp_path, *arguments)
    assert not BlogPostPage.objects.exists()


def test_a_missing_folder_and_a_missing_blog_are_told(db, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        run(tmp_path / "gone")
    with pytest.raises(CommandError, match="There is no blog yet"):
        run(tmp_path)


def test_progress_is_a_line_for_fifty_files(blog, tmp_path):
    write(tmp_path, **{f"a{number}": b"\xff" for number in range(120)})
    assert run(tmp_path)[1].split("\n")[:-1] == [f"{n} of 120 files" for n in (50, 100, 120)]


def test_the_report_is_bounded_and_can_be_full():
    report = Report()
    report.add(Outcome.FAILED, "a\x1b[31m.md", "bad")
    for number in range(1_000):
        report.remark([Remark(f"{number}.md", "image not found", "x.png")])
    report.remark([Remark("many.md", "link", str(number)) for number in range(500)])
    short, full = list(report_lines(report)), list(report_lines(report, is_full=True))
    assert len(short) < 20
    assert len(full) > 1_100
    assert any("1000 × image not found" in line for line in short)
    assert not any("\x1b" in line for line in full)
    assert len(report.unplaced) == 1_101


def test_a_dry_run_keeps_its_report_and_lists_what_is_asked_for(blog, tmp_path):
    write(tmp_path / "in", a="---\nlayout: x\n---\n# A\n\n[x](#gone)")
    file = tmp_path / "report.json"
    out, _ = run(tmp_path / "in", "--dry-run", "--list", "warnings", "--report", file)
    assert out.startswith("Dry run, nothing was written: 1 created")
    assert "a.md:6: #gone" in out
    assert json.loads(file.read_text())["subjects"]["warnings"]["count"] == 1
    assert not BlogPostPage.objects.exists()


def test_a_report_that_cannot_be_kept_is_told(blog, tmp_path):
    with pytest.raises(CommandError, match="The report can't be kept"):
        run(write(tmp_path, a="# A"), "--report", tmp_path / "no" / "report.json")


def test_a_dialect_is_guessed_or_said_and_named(tmp_path, blog, capsys):
    write(tmp_path, a="# A\n\n{{< youtube abcdefghijk >}}\n\n{{< odd >}}")
    call_command("import_posts", str(tmp_path), "--dry-run", "--list", "markup")
    out = capsys.readouterr().out
    assert "read as hugo (shortcodes in 1 text)" in out
    assert "a.md:5: {{< odd >}}" in out
    call_command("import_posts", str(tmp_path), "--dry-run", "--dialect", "plain")
    assert "read as plain (as asked for)" in capsys.readouterr().out
