"""Files that are broken, hostile or in the way; a full disk."""

import pytest
from wagtail.models import Page

from blog.bin.putting import put_in_bin
from blog.importing.folder import MAX_BYTES
from blog.models import BlogPostPage
from blog.syncing.files import Files
from blog.syncing.pairing import Pairing
from tests.blog.exporting.commands import files_of
from tests.blog.syncing.folders import HEAD, edit_file, edit_post, newest_text_of, run
from tests.factories import BlogPostPageFactory


@pytest.fixture
def post(blog, tmp_path):
    post = BlogPostPageFactory(parent=blog, slug="a")
    assert run(tmp_path / "dir")[0] == 0
    return post


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"---\ntitle: [a\n---\nWords", "line"),
        (b"\xff\xfe", "not UTF-8 text"),
        (b"x" * (MAX_BYTES + 1), "file over 2 MB"),
        (
            b"---\ntitle: A\n---\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> main\n",
            "line 4: a conflict of",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(post, tmp_path, data, told):
    folder = tmp_path / "dir"
    (folder / "a.md").write_bytes(data)
    (folder / "b.md").write_text(HEAD.format("B") + "Words.")
    code, out = run(folder, "--publish", "--delete")
    assert code == 2
    assert any("a.md" in line and told in line for line in out.splitlines()), out
    assert (folder / "a.md").read_bytes() == data
    assert "All about" in newest_text_of("a")
    assert BlogPostPage.objects.filter(slug="b", live=True).exists()


def test_links_that_lead_outside_are_not_followed(post, tmp_path):
    folder, outside = tmp_path / "dir", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(HEAD.format("Secret") + "Mine.")
    (folder / "out.md").symlink_to(outside / "secret.md")
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to(outside / "new.md")
    edit_post("a", "From the site.")
    code, out = run(folder, "--publish", "--delete")
    assert code == 2
    assert "out.md: link to a file outside the folder" in out
    assert files_of(outside) == {"secret.md": b"---\ntitle: Secret\nsummary: S\n---\nMine."}
    assert not BlogPostPage.objects.filter(title="Secret").exists()


def test_folders_that_lead_outside_are_not_written_to(blog, tmp_path):
    folder, outside = tmp_path / "dir", tmp_path / "outside"
    outside.mkdir()
    folder.mkdir()
    (folder / ".epoch-sync").symlink_to(outside)
    BlogPostPageFactory(parent=blog, slug="a")
    assert run(folder)[0] == 1
    assert files_of(outside) == {}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"path": 1, "file": "", "site": {}, "shown": null}',
     '{"path": "../../out.md", "file": "x", "site": {}, "shown": null}',
     '{"path": "x\\u0000/y.md", "file": "x", "site": {}, "shown": null}',
     '{"path": "a.md", "file": "x", "site": {}, "shown": {"path": 5, "site": {}, "text": "x"}}'],
)  # fmt: skip
def test_bases_that_others_wrote_harm_nothing(post, tmp_path, text):
    folder = tmp_path / "dir"
    (tmp_path.parent / "out.md").write_text("Mine")
    (base,) = (folder / ".epoch-sync").glob("*-*.json")
    base.write_text(text)
    code, out = run(folder, "--publish", "--delete")
    assert code == 0, out
    assert (tmp_path.parent / "out.md").read_text() == "Mine"
    assert BlogPostPage.objects.filter(slug="a").exists()
    assert "All about" in (folder / "a.md").read_text()


def test_a_name_that_is_no_text_is_named(post, tmp_path):
    (tmp_path / "dir").joinpath("b\udcff.md").write_text("x")
    code, out = run(tmp_path / "dir")
    assert code == 2
    assert "b?.md: file name is not UTF-8" in out


def test_a_folder_in_place_of_a_file_is_named_and_deletes_nothing(post, blog, tmp_path):
    folder = tmp_path / "dir"
    BlogPostPageFactory(parent=blog, slug="b")
    (folder / "a.md").unlink()
    (folder / "a.md").mkdir()
    code, out = run(folder, "--delete")
    assert (code, "a.md: not a file of this folder" in out) == (2, True), out
    assert BlogPostPage.objects.filter(slug="a").exists()
    edit_post("a", "From the site.")
    (folder / "a.theirs.md").mkdir()
    code, out = run(folder)
    assert (code, "a.theirs.md: not a file of this folder" in out) == (2, True), out
    assert (folder / "b.md").exists()


def test_a_folder_in_place_of_a_base_is_named(post, tmp_path):
    (base,) = (tmp_path / "dir" / ".epoch-sync").glob("*-*.json")
    base.unlink()
    base.mkdir()
    code, out = run(tmp_path / "dir")
    assert (code, f".epoch-sync/{base.name} is of another blog, or a link or" in out) == (1, True)


def test_a_suffix_in_capitals_is_the_same_file_renamed(post, tmp_path):
    (tmp_path / "dir" / "a.md").rename(tmp_path / "dir" / "a.MD")
    code, out = run(tmp_path / "dir", "--delete")
    assert (code, "1 renamed, 0 deleted" in out) == (0, True), out
    edit_file(tmp_path / "dir" / "a.MD", "From the file.")
    edit_post("a", "From the site.")
    assert "a.MD: changed on both sides: a.theirs.md" in run(tmp_path / "dir")[1]


def test_a_name_of_two_lines_is_told_in_one(post, tmp_path):
    (tmp_path / "dir" / "b\n\x1b[2J.md").write_bytes(b"\xff\xfe")
    assert "  b??[2J.md: not UTF-8 text" in run(tmp_path / "dir")[1].splitlines()


def test_a_full_disk_loses_nothing(post, tmp_path, monkeypatch):
    folder = tmp_path / "dir"
    edit_post("a", "From the site.")
    (folder / "b.md").write_text(HEAD.format("B") + "Words.")
    before = files_of(folder)["a.md"]
    real = Files.write

    def fail(self, path, chunks, **options):
        if path == "a.md":
            raise OSError(28, "No space left on device")
        real(self, path, chunks, **options)

    monkeypatch.setattr(Files, "write", fail)
    code, out = run(folder)
    assert (code, "No space left on device" in out) == (1, True)
    assert files_of(folder)["a.md"] == before
    monkeypatch.undo()
    assert run(folder)[0] == 0
    assert "From the site." in (folder / "a.md").read_text()
    assert BlogPostPage.objects.count() == 2
    edit_file(folder / "b.md", "More.")
    assert "1 changed" in run(folder)[1]


@pytest.mark.parametrize("gone", [Page.delete, put_in_bin])
@pytest.mark.parametrize("is_file_there", [True, False])
def test_a_post_that_goes_meanwhile_stops_nothing(post, tmp_path, monkeypatch, is_file_there, gone):
    folder = tmp_path / "dir"
    BlogPostPageFactory(parent=post.get_parent(), slug="other")
    run(folder)
    if is_file_there:
        edit_file(folder / "a.md", "From here.")
    else:
        (folder / "a.md").unlink()
    pairs = Pairing.pairs

    def and_go(pairing):
        found = pairs(pairing)
        gone(BlogPostPage.objects.get(slug="a"))
        return found

    monkeypatch.setattr(Pairing, "pairs", and_go)
    code, out = run(folder, "--delete", "--publish")
    assert not any("From here" in str(each.body) for each in BlogPostPage.objects.all())
    assert code == (2 if is_file_there else 0)
    assert ("a.md: changed here, deleted on the site" in out) == is_file_there


def test_values_of_other_types_than_their_tags_stop_nothing(post, tmp_path):
    folder = tmp_path / "dir"
    (folder / "b.md").write_text("---\ntitle: !!bool x\n---\nWords.")
    (folder / "topics.yaml").write_text("authors: !!timestamp x")
    code, out = run(folder)
    assert code == 2
    assert "b.md" in out
    assert "topics.yaml" in out
