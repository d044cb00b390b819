"""What an editor could not publish by hand is not published by an import."""

import pytest

from blog.editor.problem_places import lines_holding
from blog.importing.entry import Subject
from blog.importing.markdown.reader import import_folder
from blog.models.body import problems
from tests.blog.importing.folders import imported, png, write, write_file

BAD = "---\ntitle: Bad\n---\n\nText.\n\n$$\n\\frac{a}{\n$$\n"


def test_a_bad_formula_keeps_the_post_a_draft(blog, tmp_path):
    report = import_folder(write(tmp_path, bad=BAD, good="# Good\n\n$a$"), index=blog, publish=True)
    assert imported("good.md").live
    assert not imported("bad.md").live
    assert imported("bad.md").first_published_at is None
    (problem,) = report.about(Subject.PROBLEM)
    assert (problem.path, problem.line) == ("bad.md", 8)
    assert "\\frac{a}{" in problem.detail
    assert [remark.path for remark in report.about(Subject.DRAFT)] == ["bad.md"]


def test_a_bad_formula_in_a_post_that_waits_for_links_keeps_it_a_draft(blog, tmp_path):
    write(tmp_path, a=f"{BAD}\n[b](b.md)", b="# B\n\n[a](a.md)")
    import_folder(tmp_path, index=blog, publish=True)
    assert not imported("a.md").live
    assert imported("b.md").live


def test_a_formula_that_goes_bad_is_no_new_version_for_readers(blog, tmp_path):
    import_folder(write(tmp_path, bad="# Bad\n\nWell."), index=blog, publish=True)
    report = import_folder(write(tmp_path, bad=BAD), index=blog, publish=True)
    post = imported("bad.md")
    assert post.body[0].value == "Well."
    assert post.has_unpublished_changes
    assert report.count(Subject.PROBLEM) == 1


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("One.\n\n[x](#nowhere)", "Nothing in this text has this address", 3),
        ("One.[^gone]", "No footnote has this name", 1),
        ("One.\n\n```python\nif x\n```", "This code cannot be read as its language", 4),
        ("One.\n\n```\nimport os\nprint(os)\n```", "This code names no language", 4),
        ("1\n\n```sh\npip install x\n```", "This installs whatever version is newest: name one", 4),
        ("One.\n\n## A\n\n#### Deep", "This heading skips a level", 5),
        ("TODO: more.", "This was left to be done", 1),
        ("One.\n\n![p](p.png)", "This alternative text is the name of a file", 3),
        ("One\n<blink>x", "This is not allowed or not closed, so it is shown as typed", 2),
    ],
)
def test_other_problems_are_counted_and_published(blog, tmp_path, text, what, line):
    write_file(tmp_path, "p.png", png(size=(640, 360)))
    report = import_folder(write(tmp_path, a=text), index=blog, publish=True)
    (remark,) = report.about(Subject.WARNING)
    assert (remark.what, remark.line) == (what, line)
    assert imported("a.md").live


def test_a_picture_too_small_is_told_before_and_after_it_has_come(blog, tmp_path):
    write_file(tmp_path, "p.png", png())
    write(tmp_path, a="![A chart](p.png)")
    for is_dry in (True, False):
        (remark,) = import_folder(tmp_path, index=blog, is_dry=is_dry).about(Subject.WARNING)
        assert (remark.what, remark.detail) == ("This picture is too small to be read", "p: 16 × 9")


def test_a_text_too_long_for_the_form_stays_a_draft(blog, tmp_path, monkeypatch):
    monkeypatch.setattr("blog.importing.reporting.problems.MAX_BODY_CHARACTERS", 100)
    report = import_folder(write(tmp_path, a="word " * 60), index=blog, publish=True)
    assert not imported("a.md").live
    assert [each.what for each in report.about(Subject.PROBLEM)] == ["text too long for one page"]


def test_lines_are_found_by_the_first_words():
    text = "a\n  \\frac{x}{y}\nb"
    assert lines_holding(text, ["\n  \\frac{x}{y}\nz", "gone", "", "b"]) == [2, None, None, 3]


def test_a_body_is_looked_through_once(blog, tmp_path, monkeypatch):
    looked = []

    def find(body):
        looked.append(body)
        return []

    monkeypatch.setattr(problems, "findings_of", find)
    import_folder(write(tmp_path, a="# A"), index=blog)
    assert len(looked) == 1
