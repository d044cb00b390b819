"""What was not public stays a draft, what comes later is scheduled, what is over stays off."""

from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from blog.importing.entry import Subject
from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report_text import first_screen
from blog.models import BlogPostPage
from tests.blog.importing.folders import imported, write, write_file

LATER = datetime(2099, 1, 2, 3, tzinfo=UTC)
PAST = "2014-12-12"


def drafts(report) -> list[tuple[str, str]]:
    return [(each.path, each.what) for each in report.unplaced if each.subject is Subject.DRAFT]


def test_a_date_to_come_is_scheduled_and_the_scheduler_publishes(blog, tmp_path, monkeypatch):
    write(tmp_path, a=f"---\ndate: {LATER:%Y-%m-%dT%H:%M:%SZ}\n---\n# A")
    report = import_folder(tmp_path, index=blog, publish=True)
    post = imported("a.md")
    assert (post.live, post.go_live_at, post.display_date) == (False, LATER, LATER)
    assert post.approved_schedule
    assert drafts(report) == []
    call_command("publish_scheduled")
    assert not imported("a.md").live
    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(hours=1))
    call_command("publish_scheduled")
    post = imported("a.md")
    assert post.live
    # What the scheduler did is no edit: the next run still knows the post for its own.
    report = import_folder(write(tmp_path, a=f"---\ndate: {PAST}\n---\n# B"), index=blog)
    assert report.outcomes == {"updated": 1}


def test_a_draft_with_a_date_to_come_waits_for_who_publishes_it(blog, tmp_path):
    import_folder(write(tmp_path, a="---\ndate: 2099-01-02\n---\n# A"), index=blog)
    assert imported("a.md").go_live_at.year == 2099
    assert not imported("a.md").approved_schedule


def test_a_scheduled_post_that_becomes_a_draft_is_scheduled_no_more(blog, tmp_path):
    write(tmp_path, a="---\ndate: 2099-01-02\n---\n# A", b="---\ndate: 2099-01-02\n---\n# B")
    import_folder(tmp_path, index=blog, publish=True)
    write(tmp_path, a="---\ndate: 2099-01-02\ndraft: true\n---\n# A", b=f"---\ndate: {PAST}\n---\n")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert not imported("a.md").approved_schedule
    assert imported("b.md").live
    assert drafts(report) == [("a.md", "marked as a draft")]


def test_an_expiry_ends_a_post_or_keeps_it_off(blog, tmp_path):
    write(tmp_path, a="---\nexpiryDate: 2014-01-01\n---\n# A", b="---\nexpires: 2099-01-02\n---\n")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert (imported("a.md").live, imported("a.md").expire_at) == (False, None)
    assert (imported("b.md").live, imported("b.md").expire_at.year) == (True, 2099)
    assert drafts(report) == [("a.md", "expired there")]


def test_what_was_not_public_stays_a_draft_and_is_told(blog, tmp_path):
    write(tmp_path, a="---\nstatus: private\n---\n# A", b="# B", c="---\ndate: soon\n---\n# C")
    write_file(tmp_path, "_drafts/d.md", "# D")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert list(BlogPostPage.objects.live().values_list("title", flat=True)) == ["B"]
    assert sorted(drafts(report)) == [
        ("_drafts/d.md", "in a folder of drafts"),
        ("a.md", "marked as “private”"),
        ("c.md", "date that cannot be read"),
    ]


def test_a_live_post_that_is_a_draft_there_now_is_told(blog, tmp_path):
    import_folder(write(tmp_path, a="# A"), index=blog, publish=True)
    report = import_folder(
        write(tmp_path, a="---\ndraft: true\n---\n# B"), index=blog, publish=True
    )
    assert (imported("a.md").live, imported("a.md").title) == (True, "A")
    assert ("a.md", "still live here, in its older version") in drafts(report)


def test_what_is_no_post_is_left_out_and_told(blog, tmp_path):
    for path in ("README.md", "_index.md", "templates/x.md", "._a.md", "a.mkd", "b.qmd", "c.Rmd"):
        write_file(tmp_path, path, "x")
    report = import_folder(tmp_path, index=blog, publish=True)
    assert set(report.done) == {"a.mkd", "b.qmd", "c.Rmd"}
    left_out = {each.path for each in report.unplaced if each.subject is Subject.LEFT_OUT}
    assert left_out == {"README.md", "_index.md", "templates/x.md", "._a.md"}


def test_a_post_in_another_language_says_so(blog, tmp_path):
    write(tmp_path, a="---\nlang: de\n---\nx", b="---\nlang: en-GB\n---\nx")
    import_folder(tmp_path, index=blog)
    assert (imported("a.md").language, imported("b.md").language) == ("de", "")


def test_dots_in_a_name_part_its_words(blog, tmp_path):
    write_file(tmp_path, "Name-1.12.md", "x")
    write_file(tmp_path, "post.de.md", "x")
    import_folder(tmp_path, index=blog)
    assert imported("Name-1.12.md").slug == "name-1-12"
    assert imported("post.de.md").slug == "post"


def test_missing_dates_are_counted_in_one_line_and_keep_nothing_back(blog, tmp_path):
    write(tmp_path, a="# A", b="# B", c="---\ndate: 2014-12-12\n---\n", d="---\ndate: soon\n---\n")
    report = import_folder(tmp_path, index=blog, publish=True)
    told = sorted((each.path, each.what) for each in report.unplaced)
    assert [each for each in told if "date" in each[1]][:2] == [
        ("a.md", "no date found, today's is shown"),
        ("b.md", "no date found, today's is shown"),
    ]
    assert "  3 dates missing (--list dates)" in list(first_screen(report))
    assert imported("a.md").live
