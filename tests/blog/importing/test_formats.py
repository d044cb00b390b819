"""An export of another system is found and comes in by the same command."""

from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.commands import run
from tests.blog.importing.folders import imported, png, write, write_file
from tests.blog.importing.wordpress.wxr_files import attachment, item, write_wxr


def test_an_export_of_wordpress_is_imported_and_reported(blog, tmp_path):
    folder = tmp_path / "site"
    write_file(folder, "uploads/a.png", png())
    write_wxr(
        folder,
        item('<p><a href="/2020/01/two/">next</a></p>', metas=[("_thumbnail_id", "9")]),
        item("<p>y</p>", key=2, slug="two", status="draft", comments=3),
        attachment(9, "https://old.test/wp-content/uploads/a.png"),
    )
    files = {"site/old.xml": (folder / "old.xml").read_text(), "site/uploads/a.png": png()}
    out, _err = run(folder, "--publish", verbosity=2)
    assert "2 created" in out
    assert "comments, left out" in out
    first, second = imported("posts/1"), imported("posts/2")
    assert (first.live, second.live) == (True, False)
    assert f"page:{second.pk}" in str(first.body.raw_data[0])
    assert first.cover is not None
    # The same in a zip, later: the archive's name is the site's, not the file's.
    out, _err = run(make_zip(tmp_path / "later.zip", files))
    assert "2 unchanged" in out


def test_one_file_of_an_export_can_be_named(blog, tmp_path):
    write_wxr(tmp_path, item("<p>x</p>"))
    write_wxr(tmp_path, item("<p>y</p>", key=2), name="other.xml")
    out, _err = run(tmp_path / "old.xml")
    assert "1 created" in out


def test_a_folder_of_texts_is_no_export(tmp_path):
    write_wxr(tmp_path, item("<p>x</p>"))
    write(tmp_path, a="# A", b="# B", c="# C")
    assert find_export(Folder(tmp_path)) is None


def test_other_xml_is_no_export(tmp_path):
    write_file(tmp_path, "feed.xml", "<rss><channel/></rss>")
    assert find_export(Folder(tmp_path)) is None
