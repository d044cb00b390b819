"""`manage.py sync`: what an admin types, and what both sides are afterwards."""

import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.images.models import Image

from blog.bin.bringing_back import bring_back
from blog.models import BinnedPage, BlogPostPage
from blog.syncing.lock import only_sync
from tests.blog.blocks.values import full_values
from tests.blog.checks.secret_samples import UPPER, drawn
from tests.blog.exporting.commands import empty_site, files_of
from tests.blog.importing.folders import png
from tests.blog.syncing.folders import HEAD, edit_file, edit_post, newest_text_of, run, text_of
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
)


@pytest.fixture
def posts(blog, tmp_path):
    """Two posts that are in step with their files."""
    posts = [BlogPostPageFactory(parent=blog, slug=slug, title=slug.upper()) for slug in ("a", "b")]
    assert run(tmp_path)[0] == 0
    return posts


def test_posts_become_files_and_files_drafts(blog, tmp_path):
    BlogPostPageFactory(parent=blog, slug="here")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "there.md").write_text(HEAD.format("There") + "Word [to](../here.md).")
    code, out = run(tmp_path)
    assert (code, out.splitlines()[0]) == (
        0,
        "1 new posts, 0 changed, 1 files and 0 pictures and documents written, 0 renamed, "
        "0 deleted, 0 equal.",
    )
    assert "All about *this*." in (tmp_path / "here.md").read_text()
    post = BlogPostPage.objects.get(slug="there")
    assert (post.live, post.title) == (False, "There")


def test_a_second_run_does_nothing(posts, tmp_path):
    before = files_of(tmp_path)
    revisions = [post.latest_revision_id for post in BlogPostPage.objects.all()]
    assert "2 equal" in run(tmp_path)[1]
    assert files_of(tmp_path) == before
    assert [post.latest_revision_id for post in BlogPostPage.objects.all()] == revisions


def test_a_run_without_changes_asks_as_much_of_many_posts_as_of_few(posts, blog, tmp_path):
    def queries() -> int:
        run(tmp_path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert run(tmp_path)[0] == 0
        return len(captured)

    few = queries()
    for number in range(4):
        BlogPostPageFactory(parent=blog, slug=f"more-{number}")
    assert queries() == few


def test_a_changed_file_is_a_draft_unless_published(posts, tmp_path):
    edit_file(tmp_path / "a.md", "From the file.")
    assert "1 changed" in run(tmp_path)[1]
    assert "From the file." not in text_of("a")
    assert "From the file." in newest_text_of("a")
    # That draft is the folder's own, which it may change again.
    edit_file(tmp_path / "a.md", "Once more.")
    edit_file(tmp_path / "b.md", "In b.")
    assert run(tmp_path, "--publish")[0] == 0
    assert "From the file.\n\nOnce more." in text_of("a")
    assert "In b." in text_of("b")
    assert "0 changed, 0 files" in run(tmp_path)[1]


def test_a_changed_post_is_a_changed_file(posts, tmp_path):
    edit_post("a", "From the site.")
    before = files_of(tmp_path)["b.md"]
    assert "0 changed, 1 files" in run(tmp_path)[1]
    assert "From the site." in (tmp_path / "a.md").read_text()
    assert files_of(tmp_path)["b.md"] == before


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


def test_a_renamed_file_is_the_same_post(posts, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "a.md").replace(tmp_path / "x" / "renamed.md")
    (tmp_path / "b.md").replace(tmp_path / "other.md")
    edit_file(tmp_path / "other.md", "Changed too.")
    assert run(tmp_path, "--delete")[0] == 0
    assert "Changed too." in newest_text_of("b")
    assert BlogPostPage.objects.count() == 2
    edit_post("a", "From the site.")
    assert run(tmp_path)[0] == 0
    assert "From the site." in (tmp_path / "x" / "renamed.md").read_text()
    assert not (tmp_path / "a.md").exists()


def test_a_slug_is_changed_on_the_site_alone(posts, tmp_path):
    file = tmp_path / "a.md"
    file.write_text(file.read_text().replace("slug: a", "slug: wished"))
    assert "a.md: its slug stays “a”" in run(tmp_path)[1]
    post = BlogPostPage.objects.get(slug="b")
    post.slug = "new"
    post.save_revision().publish()
    assert run(tmp_path)[0] == 0
    assert "slug: new" in (tmp_path / "b.md").read_text()


def test_pictures_and_documents_go_both_ways(blog, tmp_path):
    figure = ("figure", {"image": {"image": ImageFactory().pk, "alt_text": "x"}})
    BlogPostPageFactory(parent=blog, slug="a", body=[figure])
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "dot.png").write_bytes(png("blue"))
    (tmp_path / "data.csv").write_text("1,2\n")
    text = "![A dot](pics/dot.png)\n\n[Data](data.csv)"
    (tmp_path / "new.md").write_text(HEAD.format("New") + text)
    assert run(tmp_path, "--publish")[0] == 0
    assert len(list((tmp_path / "images").iterdir())) == 1
    assert (Image.objects.count(), Document.objects.count()) == (2, 1)
    (tmp_path / "pics" / "dot.png").write_bytes(png("green"))
    (tmp_path / "data.csv").write_text("3,4\n")
    assert "1 changed" in run(tmp_path, "--publish")[1]
    assert (Image.objects.count(), Document.objects.count()) == (3, 2)
    edit_post("new", "More.")
    assert run(tmp_path)[0] == 0
    # The library's picture is the folder's, where it lies there already.
    assert "(pics/dot.png)" in (tmp_path / "new.md").read_text()


def test_a_picture_that_is_missing_takes_none_from_the_post(blog, tmp_path):
    figure = ("figure", {"image": {"image": ImageFactory().pk, "alt_text": "x"}})
    BlogPostPageFactory(parent=blog, slug="a", body=[figure])
    run(tmp_path)
    (picture,) = (tmp_path / "images").iterdir()
    picture.unlink()
    assert run(tmp_path, "--publish")[0] == 0
    assert picture.exists()
    picture.unlink()
    edit_file(tmp_path / "a.md", "Words.")
    code, out = run(tmp_path, "--publish")
    assert code == 2
    assert f"picture not found: images/{picture.name}" in out
    assert "image" in text_of("a")


def test_a_secret_keeps_a_file_a_draft(posts, tmp_path):
    edit_file(tmp_path / "a.md", f"```sh\nexport TOKEN=AKIA{drawn(16, UPPER)}\n```")
    code, out = run(tmp_path, "--publish")
    assert code == 2
    assert "a.md: stays a draft" in out
    assert "TOKEN" not in text_of("a")
    assert "TOKEN" in newest_text_of("a")


def test_a_post_in_an_editors_hands_is_left_alone(posts, tmp_path):
    BlogPostPage.objects.filter(slug="a").update(locked=True)
    edit_file(tmp_path / "a.md", "Words.")
    (tmp_path / "b.md").unlink()
    BlogPostPage.objects.filter(slug="b").update(locked=True)
    code, out = run(tmp_path, "--publish", "--delete")
    assert code == 2
    assert "a.md: locked on the site" in out
    assert "b.md: locked on the site" in out
    BlogPostPage.objects.update(locked=False)
    assert run(tmp_path, "--publish", "--delete")[0] == 0
    assert "Words." in text_of("a")
    assert BinnedPage.objects.get().page.slug == "b"


def test_a_post_that_comes_back_from_the_bin_is_a_file_again(posts, blog, tmp_path):
    (tmp_path / "a.md").unlink()
    assert "1 deleted" in run(tmp_path, "--delete")[1]
    bring_back(BinnedPage.objects.get(), parent=blog, slug="a")
    assert "1 files" in run(tmp_path, "--delete")[1]
    assert (tmp_path / "a.md").exists()


def test_a_post_of_another_blog_is_not_touched(posts, blog, tmp_path):
    other = BlogIndexPageFactory(parent=blog.get_parent(), slug="other")
    foreign = BlogPostPageFactory(parent=other, slug="a", title="Foreign")
    edit_file(tmp_path / "a.md", "Words.")
    assert run(tmp_path, "--blog", blog.slug, "--publish")[0] == 0
    assert BlogPostPage.objects.get(pk=foreign.pk).title == "Foreign"
    code, out = run(tmp_path, "--blog", "other", "--delete")
    assert code == 1
    assert "is of another blog" in out
    assert BlogPostPage.objects.filter(pk=foreign.pk).exists()


def test_one_sync_at_a_time(posts, tmp_path):
    with only_sync():
        assert run(tmp_path)[0] == 3
    assert run(tmp_path)[0] == 0


def test_an_export_into_an_empty_site_is_equal_there(blog, tmp_path):
    author = AuthorFactory(name="Ada", biography="Counts.")
    BlogPostPageFactory(parent=blog, slug="a", authors=[author])
    run(tmp_path)
    shutil.rmtree(tmp_path / ".epoch-sync")
    empty_site()
    assert run(tmp_path, "--publish")[0] == 0
    before = files_of(tmp_path)
    assert "0 changed, 0 files" in run(tmp_path)[1]
    assert files_of(tmp_path) == before
    assert "biography: Counts." in (tmp_path / "topics.yaml").read_text()


def test_topics_are_the_sites_to_change(blog, tmp_path):
    author = AuthorFactory(name="Ada", biography="Counts.")
    BlogPostPageFactory(parent=blog, slug="a", authors=[author])
    run(tmp_path)
    file = tmp_path / "topics.yaml"
    before = file.read_text()
    file.write_text(before.replace("Counts.", "Writes."))
    code, out = run(tmp_path)
    assert (code, "topics.yaml: what the site has otherwise" in out) == (2, True)
    assert "Writes." in file.read_text()
    file.write_text(before)
    author.biography = "Knows."
    author.save()
    assert run(tmp_path)[0] == 0
    assert "Knows." in file.read_text()


def test_what_a_change_does_not_touch_stays_the_block_that_it_was(blog, tmp_path):
    values = full_values()
    for image in Image.objects.all():
        image.get_file_hash()
    wide = values["figure"] | {"is_wide": True}
    body = [
        ("heading", {"text": "One", "level": "h2"}),
        ("callout", values["callout"]),
        ("figure", wide),
        ("markdown", "Prose.\n\nMore prose."),
        ("quote", values["quote"]),
    ]
    BlogPostPageFactory(parent=blog, slug="a", body=body)
    run(tmp_path)
    before = BlogPostPage.objects.get(slug="a").body
    file = tmp_path / "a.md"
    file.write_text(file.read_text().replace("More prose.", "Other prose."))
    assert run(tmp_path, "--publish")[0] == 0
    after = BlogPostPage.objects.get(slug="a").body
    assert [part.block_type for part in after] == [name for name, _value in body]
    assert after[2].value["is_wide"]
    for place in (0, 1, 2, 4):
        assert after[place].id == before[place].id
    assert after[3].value == "Prose.\n\nOther prose."


def test_a_picture_that_the_store_lost_stops_nothing_else(blog, tmp_path):
    image = ImageFactory()
    author = AuthorFactory(name="Ada", portrait=image)
    BlogPostPageFactory(parent=blog, slug="a", authors=[author])
    image.file.storage.delete(image.file.name)
    code, out = run(tmp_path)
    assert (code, "No such file" in out) == (2, True)
    assert "portrait: images/" in (tmp_path / "topics.yaml").read_text()
    assert (tmp_path / "a.md").exists()
