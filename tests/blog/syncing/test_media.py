from wagtail.documents.models import Document
from wagtail.images.models import Image

from tests.blog.importing.folders import png
from tests.blog.syncing.folders import HEAD, edit_file, edit_post, run, text_of
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory


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


def test_a_picture_that_the_store_lost_stops_nothing_else(blog, tmp_path):
    image = ImageFactory()
    author = AuthorFactory(name="Ada", portrait=image)
    BlogPostPageFactory(parent=blog, slug="a", authors=[author])
    image.file.storage.delete(image.file.name)
    code, out = run(tmp_path)
    assert (code, "No such file" in out) == (2, True)
    assert "portrait: images/" in (tmp_path / "topics.yaml").read_text()
    assert (tmp_path / "a.md").exists()
