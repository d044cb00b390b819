"""A second run brings only what changed, and leaves alone what editors did."""

from wagtail.models import Revision

from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Outcome
from blog.importing.reporting.report_text import report_lines
from blog.models import BlogPostPage, ImportedFile
from tests.blog.importing.folders import imported, markdown, outcomes, write


def test_an_unchanged_file_is_not_read_again(blog, tmp_path, monkeypatch):
    write(tmp_path, a="# A", b="[a](a.md)")
    import_folder(tmp_path, index=blog)
    monkeypatch.setattr("blog.importing.markdown.reader.read_body", None)
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UNCHANGED": 2}
    assert Revision.objects.count() == 2


def test_a_changed_file_becomes_a_draft_of_its_post(blog, tmp_path):
    import_folder(write(tmp_path, a="# Old\n\nold"), index=blog, publish=True)
    report = import_folder(write(tmp_path, a="# New\n\nnew [b](b.md)", b="# B"), index=blog)
    post = imported("a.md")
    assert outcomes(report) == {"CREATED": 1, "UPDATED": 1}
    assert (post.title, post.live, post.has_unpublished_changes) == ("Old", True, True)
    draft = post.get_latest_revision_as_object()
    assert (draft.title, markdown(draft)) == ("New", f"new [b](page:{imported('b.md').pk})")
    assert draft.slug == "a"


def test_a_changed_file_is_published_when_asked(blog, tmp_path):
    import_folder(write(tmp_path, a="# Old\n\nold"), index=blog, publish=True)
    import_folder(write(tmp_path, a="# New\n\nnew"), index=blog, publish=True)
    assert imported("a.md").title == "New"
    assert BlogPostPage.objects.count() == 1


def test_a_draft_changes_in_its_row_too(blog, tmp_path):
    import_folder(write(tmp_path, a="# Old"), index=blog)
    import_folder(write(tmp_path, a="---\ntags: [x]\n---\n# New"), index=blog)
    assert imported("a.md").title == "New"
    assert imported("a.md").tags.count() == 1


def test_blocks_that_did_not_move_keep_their_ids(blog, tmp_path):
    import_folder(write(tmp_path, a="# A\n\none"), index=blog)
    old = imported("a.md").body[0].id
    import_folder(write(tmp_path, a="# A\n\ntwo"), index=blog)
    assert imported("a.md").body[0].id == old


def test_what_an_editor_changed_is_left_alone(blog, tmp_path):
    import_folder(write(tmp_path, a="# A\n\none"), index=blog, publish=True)
    post = imported("a.md")
    post.title = "Edited"
    post.save_revision().publish()
    report = import_folder(write(tmp_path, a="# A\n\ntwo"), index=blog, publish=True)
    assert outcomes(report) == {"EDITED": 1}
    assert imported("a.md").title == "Edited"


def test_a_locked_post_is_left_alone(blog, tmp_path):
    import_folder(write(tmp_path, a="# A"), index=blog)
    BlogPostPage.objects.update(locked=True)
    assert outcomes(import_folder(write(tmp_path, a="# B"), index=blog)) == {"EDITED": 1}


def test_a_post_taken_offline_is_not_published_again(blog, tmp_path):
    import_folder(write(tmp_path, a="# A"), index=blog, publish=True)
    imported("a.md").unpublish()
    report = import_folder(write(tmp_path, a="# B"), index=blog, publish=True)
    assert outcomes(report) == {"UPDATED": 1}
    assert not imported("a.md").live


def test_a_deleted_post_is_not_brought_back(blog, tmp_path):
    write(tmp_path, a="# A", b="[a](a.md)")
    import_folder(tmp_path, index=blog)
    imported("a.md").delete()
    report = import_folder(write(tmp_path, a="# A2", b="[a](a.md) again"), index=blog)
    assert outcomes(report) == {"DELETED": 1, "UPDATED": 1}
    assert markdown(imported("b.md").get_latest_revision_as_object()) == "a again"


def test_outcomes_are_said_in_the_first_line(blog, tmp_path):
    line = next(report_lines(import_folder(write(tmp_path, a="x"), index=blog)))
    assert line.startswith("1 created, 0 updated, 0 unchanged,")
    # Of a folder without notebooks nothing is merged.
    assert all(outcome in line for outcome in Outcome if outcome is not Outcome.MERGED)


def test_a_link_to_what_comes_later_is_placed_when_it_comes(blog, tmp_path):
    write(tmp_path, a="# A\n\nSee [b](b.md) and [c](c.md).", d="# D\n\n[gone](gone.md)")
    import_folder(tmp_path, index=blog, publish=True)
    assert markdown(imported("a.md")) == "See b and c."
    revisions = Revision.objects.count()
    report = import_folder(write(tmp_path, b="# B"), index=blog, publish=True)
    assert outcomes(report) == {"CREATED": 1, "UPDATED": 1, "UNCHANGED": 1}
    assert markdown(imported("a.md")) == f"See [b](page:{imported('b.md').pk}) and c."
    assert Revision.objects.count() == revisions + 2
    assert outcomes(import_folder(tmp_path, index=blog, publish=True)) == {"UNCHANGED": 3}
    import_folder(write(tmp_path, c="# C"), index=blog, publish=True)
    assert f"[c](page:{imported('c.md').pk})" in markdown(imported("a.md"))
    record = ImportedFile.objects.get(path="a.md")
    assert not record.has_lost_links


def test_a_link_to_what_comes_later_is_not_placed_in_what_an_editor_changed(blog, tmp_path):
    import_folder(write(tmp_path, a="# A\n\n[b](b.md)"), index=blog, publish=True)
    imported("a.md").save_revision().publish()
    report = import_folder(write(tmp_path, b="# B"), index=blog, publish=True)
    assert outcomes(report) == {"CREATED": 1, "EDITED": 1}
    assert markdown(imported("a.md")) == "b"
