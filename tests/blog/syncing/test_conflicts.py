"""What changed on both sides is left alone until somebody merges it."""

import shutil

from tests.blog.syncing.folders import edit_file, edit_post, newest_text_of, run, text_of


def test_what_changed_on_both_sides_is_left_alone_until_it_is_merged(posts, tmp_path):
    edit_post("a", "From the site.")
    edit_file(tmp_path / "a.md", "From the file.")
    for _again in range(2):
        code, out = run(tmp_path, "--publish", "--delete")
        assert code == 2
        assert "a.md: changed on both sides: a.theirs.md" in out
        assert "From the site." not in (tmp_path / "a.md").read_text()
        assert "From the file." not in newest_text_of("a")
        assert "From the site." in (tmp_path / "a.theirs.md").read_text()
    edit_file(tmp_path / "a.md", "From the site.")
    (tmp_path / "a.theirs.md").unlink()
    assert run(tmp_path, "--publish")[0] == 0
    assert "From the file.\n\nFrom the site." in text_of("a")
    assert not (tmp_path / "a.theirs.md").exists()


def test_the_sites_side_may_be_taken_as_it_is(posts, tmp_path):
    edit_post("a", "From the site.")
    edit_file(tmp_path / "a.md", "From the file.")
    run(tmp_path)
    (tmp_path / "a.theirs.md").replace(tmp_path / "a.md")
    assert run(tmp_path)[0] == 0
    assert "From the file." not in newest_text_of("a")


def test_an_older_text_that_is_put_back_is_a_change(posts, tmp_path):
    edit_file(tmp_path / "a.md", "From the file.")
    run(tmp_path, "--publish")
    older = (tmp_path / "a.md").read_bytes()
    edit_post("a", "From the site.")
    assert run(tmp_path)[0] == 0
    (tmp_path / "a.md").write_bytes(older)
    edit_post("a", "Once more.")
    assert run(tmp_path)[0] == 2
    assert (tmp_path / "a.md").read_bytes() == older
    assert "Once more." in text_of("a")


def test_a_change_that_is_taken_back_gives_way_to_the_sites(posts, tmp_path):
    before = (tmp_path / "a.md").read_bytes()
    edit_post("a", "From the site.")
    edit_file(tmp_path / "a.md", "From the file.")
    run(tmp_path)
    (tmp_path / "a.theirs.md").unlink()
    (tmp_path / "a.md").write_bytes(before)
    assert run(tmp_path, "--publish")[0] == 0
    assert "From the site." in text_of("a")
    assert "From the site." in (tmp_path / "a.md").read_text()


def test_the_site_that_moves_on_is_a_conflict_again(posts, tmp_path):
    edit_post("a", "One.")
    edit_file(tmp_path / "a.md", "Mine.")
    run(tmp_path)
    edit_post("a", "Two.")
    run(tmp_path)
    assert "One.\n\nTwo." in (tmp_path / "a.theirs.md").read_text()
    edit_post("a", "Three.")
    (tmp_path / "a.theirs.md").unlink()
    assert run(tmp_path)[0] == 2
    assert "Three." in (tmp_path / "a.theirs.md").read_text()


def test_the_sites_side_that_somebody_edited_is_kept(posts, tmp_path):
    edit_post("a", "One.")
    edit_file(tmp_path / "a.md", "Mine.")
    run(tmp_path)
    edit_file(tmp_path / "a.theirs.md", "A merge begun.")
    edit_post("a", "Two.")
    code, out = run(tmp_path)
    assert code == 2
    assert "which was edited and is not renewed" in out
    assert "A merge begun." in (tmp_path / "a.theirs.md").read_text()


def test_an_editors_draft_is_not_buried(posts, tmp_path):
    edit_post("a", "A draft.", is_published=False)
    code, out = run(tmp_path)
    assert (code, "a.md: unpublished changes are not in the file" in out) == (0, True)
    edit_file(tmp_path / "a.md", "From the file.")
    assert run(tmp_path, "--publish")[0] == 2
    assert "A draft." in newest_text_of("a")
    assert "A draft." in (tmp_path / "a.theirs.md").read_text()


def test_both_sides_changed_alike_are_equal(posts, tmp_path):
    edit_post("a", "The same.")
    shutil.copytree(tmp_path, tmp_path.parent / "other")
    run(tmp_path)
    other = tmp_path.parent / "other"
    (other / "a.md").write_bytes((tmp_path / "a.md").read_bytes())
    assert run(other)[0] == 0
    assert not (other / "a.theirs.md").exists()


def test_an_old_checkout_takes_nothing_back(posts, tmp_path):
    shutil.copytree(tmp_path, tmp_path.parent / "old")
    edit_file(tmp_path / "a.md", "New.")
    run(tmp_path, "--publish")
    code, _out = run(tmp_path.parent / "old", "--publish", "--delete")
    assert code == 0
    assert "New." in text_of("a")
    assert "New." in (tmp_path.parent / "old" / "a.md").read_text()
