"""Pictures and files of an archive in the library: each once, and gone when a post fails."""

import gc

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.importing.entry import Subject
from blog.importing.files import remote
from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Outcome
from blog.importing.storing import writing
from blog.models import FetchedPicture
from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched
from tests.blog.importing.folders import imported, png, write, write_file

URL = "https://pictures.example/x.png"


@pytest.fixture
def asked(monkeypatch):
    """Answer with a picture, or with the error that a test puts first; keep what was asked."""
    asked, errors = [], []

    def get(url, **limits):
        asked.append(url)
        if errors:
            raise errors.pop()
        return Fetched(url, {}, png())

    monkeypatch.setattr(remote.Fetcher.__init__, "__kwdefaults__", {"get": get, "bounds": None})
    asked.append(errors)
    return asked


def fetched(asked) -> list:
    return asked[1:]


def images():
    return get_image_model().objects.all()


def documents():
    return get_document_model().objects.all()


def test_a_picture_is_fetched_once_for_all_posts_and_all_runs(blog, tmp_path, asked):
    write(tmp_path, a=f"![x]({URL})", b=f"text ![y]({URL})")
    import_folder(tmp_path, index=blog, fetch_images=True)
    assert fetched(asked) == [URL]
    assert images().count() == 1
    assert imported("a.md").body[0].value["image"].pk == images().get().pk
    write(tmp_path, a=f"![x]({URL})\n\nmore", c=f"![z]({URL})")
    # Nor is it asked for where it is known, whether or not others are fetched.
    import_folder(tmp_path, index=blog)
    assert fetched(asked) == [URL]
    assert imported("c.md").body[0].block_type == "figure"


def test_a_later_run_fetches_what_an_earlier_one_left(blog, tmp_path, asked):
    write(tmp_path, a=f"![x]({URL})", b="text")
    import_folder(tmp_path, index=blog)
    assert fetched(asked) == []
    report = import_folder(tmp_path, index=blog)
    assert report.outcomes == {Outcome.UNCHANGED: 2}
    report = import_folder(tmp_path, index=blog, fetch_images=True)
    assert report.outcomes == {Outcome.UPDATED: 1, Outcome.UNCHANGED: 1}
    draft = imported("a.md").get_latest_revision_as_object()
    assert draft.body[0].block_type == "figure"
    report = import_folder(tmp_path, index=blog, fetch_images=True)
    assert report.outcomes == {Outcome.UNCHANGED: 2}


def test_what_failed_is_tried_again(blog, tmp_path, asked):
    asked[0].append(OutboundError("The host is not known."))
    write(tmp_path, a=f"![x]({URL})")
    import_folder(tmp_path, index=blog, fetch_images=True)
    assert not images().exists()
    import_folder(tmp_path, index=blog, fetch_images=True)
    assert fetched(asked) == [URL, URL]
    assert images().count() == 1


def test_a_dry_run_asks_nobody(blog, tmp_path, asked):
    write_file(tmp_path, "d.csv", "a")
    write(tmp_path, a=f"![x]({URL}) [d](d.csv)")
    report = import_folder(tmp_path, index=blog, fetch_images=True, is_dry=True)
    assert report.outcomes == {Outcome.CREATED: 1}
    assert fetched(asked) == []
    assert not documents().exists()


def test_a_fetched_picture_whose_image_was_deleted_is_fetched_again(blog, tmp_path, asked):
    write(tmp_path, a=f"![x]({URL})")
    import_folder(tmp_path, index=blog, fetch_images=True)
    images().get().delete()
    write(tmp_path, b=f"![x]({URL})")
    import_folder(tmp_path, index=blog, fetch_images=True)
    assert fetched(asked) == [URL, URL]
    assert FetchedPicture.objects.count() == 1


def test_a_remote_cover_is_fetched_or_told(blog, tmp_path, asked):
    write(tmp_path, a=f"---\ncover: {URL}\n---\ntext")
    report = import_folder(tmp_path, index=blog)
    assert [each.what for each in report.unplaced if each.subject is not Subject.DATE][:1] == [
        "remote picture, kept as a link: fetched by --fetch-images alone"
    ]
    import_folder(tmp_path, index=blog, fetch_images=True)
    assert imported("a.md").get_latest_revision_as_object().cover == images().get()


def test_the_same_bytes_are_one_image_and_one_document(blog, tmp_path):
    for name in ("one.png", "two.png", "sub/three.png"):
        write_file(tmp_path, name, png())
    for name in ("one.csv", "two.csv"):
        write_file(tmp_path, name, "a,b")
    write(tmp_path, a="![](one.png) ![](two.png) [x](one.csv) [y](two.csv)", b="![](sub/three.png)")
    import_folder(tmp_path, index=blog)
    assert images().count() == 1
    assert documents().count() == 1
    document = documents().get()
    assert document.collection.name == tmp_path.name
    assert f"[x](document:{document.pk})" in imported("a.md").body[0].value
    assert document.url in imported("a.md").document.html


def test_a_link_to_a_picture_leads_to_its_file(blog, tmp_path):
    write_file(tmp_path, "one.png", png())
    import_folder(write(tmp_path, a="[large](one.png)"), index=blog, publish=True)
    post = imported("a.md")
    assert post.body[0].value == f"[large](image:{images().get().pk})"
    assert f'href="{images().get().file.url}"' in post.document.html


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("run.exe", "linked file that becomes no document"),
        ("page.html", "linked file that becomes no document"),
        ("big.zip", "linked file that becomes no document"),
        (".git/config.txt", "link to a file that is not imported"),
        (".hidden.csv", "link to a file that is not imported"),
        ("gone.csv", "link to a file that is not imported"),
        ("../outside.csv", "link to a file outside the folder"),
    ],
)
def test_other_linked_files_are_told(blog, tmp_path, settings, name, what):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    write_file(tmp_path, "outside.csv", "a")
    folder = tmp_path / "in"
    if name != "gone.csv":
        write_file(folder, name, "x" * (11 if name == "big.zip" else 5))
    report = import_folder(write(folder, a=f"see\n\n[x]({name})"), index=blog)
    assert not documents().exists()
    assert [
        (each.what, each.line) for each in report.unplaced if each.subject is not Subject.DATE
    ] == [(what, 3)]


def test_a_failing_post_leaves_no_document_behind(blog, tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    write_file(tmp_path, "in/d.csv", "a")
    write_file(tmp_path, "in/p.png", png())
    monkeypatch.setattr(writing, "save_draft", None)
    import_folder(write(tmp_path / "in", a="[x](d.csv) ![](p.png)"), index=blog)
    assert not documents().exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_nothing_is_left_of_what_waited(blog, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    write_file(tmp_path, "in/p.png", png())
    write(tmp_path / "in", a="![](p.png) [b](b.md)", b='<img src="p.png"> [a](a.md)')
    gc.disable()  # nor does it wait for that
    try:
        import_folder(tmp_path / "in", index=blog)
        assert not list((settings.DATA_DIR / "imports").iterdir())
    finally:
        gc.enable()
    assert images().count() == 1


def test_a_picture_of_many_posts_is_decoded_once(blog, tmp_path, monkeypatch):
    decoded = []
    field = "blog.importing.files.reading.CheckedImageField.examine"
    monkeypatch.setattr(field, lambda self, file: decoded.append(file.name))
    write_file(tmp_path, "p.png", png())
    write(tmp_path, a="![](p.png)", b="![](p.png)", c="![](p.png) x")
    import_folder(tmp_path, index=blog)
    assert decoded == ["p.png"]


def test_what_may_not_be_added_stays_out_and_is_told(blog, tmp_path):
    for name in ("known", "new"):
        write_file(tmp_path, f"{name}.png", png("red" if name == "known" else "blue"))
    write_file(tmp_path, "data.csv", "a,b")
    write(tmp_path / "before", a="![x](k.png)")
    write_file(tmp_path / "before", "k.png", png("red"))
    import_folder(tmp_path / "before", index=blog)
    texts = write(tmp_path, b="![x](known.png)\n\n![y](new.png)\n\n[z](data.csv)")
    report = import_folder(
        texts, index=blog, source="b", may_add_images=False, may_add_documents=False
    )
    details = [each.detail for each in report.unplaced if "may not add" in each.detail]
    assert [each.partition(":")[0] for each in details] == ["new.png", "data.csv"]
    assert get_image_model().objects.count() == 1
    assert not get_document_model().objects.exists()
