import pytest

from blog.bin.bringing_back import bring_back
from blog.models import BinnedPage, BlogPostPage
from tests.blog.syncing.folders import edit_file, edit_post, run
from tests.factories import BlogPostPageFactory


@pytest.mark.parametrize("arguments", [(), ("--delete",)])
def test_what_is_deleted_goes_on_the_other_side_if_that_is_asked_for(posts, tmp_path, arguments):
    (tmp_path / "a.md").unlink()
    posts[1].delete()
    BlogPostPageFactory(parent=posts[0].get_parent(), slug="c")
    code, out = run(tmp_path, *arguments)
    is_kept = not arguments
    assert code == (2 if is_kept else 0)
    assert ("a.md: deleted here" in out, "b.md: deleted on the site" in out) == (is_kept, is_kept)
    assert BinnedPage.objects.filter(page__slug="a").exists() is not is_kept
    assert (tmp_path / "b.md").exists() is is_kept
    if not is_kept:
        assert "0 deleted" in run(tmp_path, *arguments)[1]


def test_what_was_changed_is_not_deleted(posts, tmp_path):
    (tmp_path / "a.md").unlink()
    edit_post("a", "Changed.")
    edit_file(tmp_path / "b.md", "Changed.")
    posts[1].delete()
    code, out = run(tmp_path, "--delete")
    assert code == 2
    assert "a.md: deleted here, changed on the site: a.theirs.md" in out
    assert "b.md: changed here, deleted on the site" in out
    assert BlogPostPage.objects.filter(slug="a").exists()
    assert "Changed." in (tmp_path / "b.md").read_text()


def test_an_empty_checkout_deletes_no_blog(posts, tmp_path):
    for slug in ("a", "b"):
        (tmp_path / f"{slug}.md").unlink()
    code, out = run(tmp_path, "--delete")
    assert (code, out.count("all of one side are gone")) == (2, 2)
    assert BlogPostPage.objects.count() == 2


def test_a_post_that_comes_back_from_the_bin_is_a_file_again(posts, blog, tmp_path):
    (tmp_path / "a.md").unlink()
    assert "1 deleted" in run(tmp_path, "--delete")[1]
    bring_back(BinnedPage.objects.get(), parent=blog, slug="a")
    assert "1 files" in run(tmp_path, "--delete")[1]
    assert (tmp_path / "a.md").exists()
