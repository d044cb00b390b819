"""`manage.py sync`: what an admin types, and what both sides are afterwards."""

import shutil

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image

from blog.models import BinnedPage, BlogPostPage
from blog.syncing.lock import only_sync
from tests.blog.blocks.values import full_values
from tests.blog.checks.secret_samples import UPPER, drawn
from tests.blog.exporting.commands import empty_site, files_of
from tests.blog.syncing.folders import HEAD, edit_file, edit_post, newest_text_of, run, text_of
from tests.factories import AuthorFactory, BlogIndexPageFactory, BlogPostPageFactory


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
        with CaptureQueriesContext(connection) as captured:
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
