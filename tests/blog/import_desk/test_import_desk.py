"""An archive is dropped, tried, imported, discarded; what can't be read is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blog.import_desk.tasks import go_on
from blog.importing.archives import unpacking
from blog.importing.archives.opening import unpacking_root
from blog.models import BlogPostPage, ImportRun
from tests.blog.import_desk.runs import act, page_of, send
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import imported
from tests.factories import BlogIndexPageFactory
from tests.queue import run_waiting


def test_links_to_the_old_site_become_links_to_the_posts(desk, blog, tmp_path):
    files = {"a.md": "See [b](https://old.example/b/).", "b.md": "---\nurl: /b/\n---\n# B"}
    archive = make_zip(tmp_path / "site.zip", files)
    run = send(desk, blog, archive, old_site="https://old.example", is_fetching="on")
    assert (run.old_site, run.is_fetching) == ("https://old.example", True)
    run_waiting(go_on)
    act(desk, run, "import")
    run_waiting(go_on)
    post_a, post_b = (imported(name) for name in files)
    assert f"page:{post_b.pk}" in post_a.body[0].value


def test_an_address_that_is_none_is_refused_with_its_reason(desk, blog, archive):
    assert send(desk, blog, archive, old_site="old site") is None
    shown = desk.get(reverse("new_import", args=[blog.pk])).content.decode()
    assert "Address of the old site: Enter a valid URL." in shown


def test_a_zip_is_tried_then_imported_and_its_files_go(desk, blog, archive):
    run = send(desk, blog, archive)
    assert (run.name, run.state) == ("old-site", "trying")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "tried"
    assert run.trial["outcomes"]["created"] == 2
    assert not BlogPostPage.objects.exists()
    text = page_of(desk, run)
    assert "b.md" in text
    assert "path that leads out of the archive" in text
    assert "Import as drafts" in text
    act(desk, run, "import")
    run_waiting(go_on)
    run.refresh_from_db()
    assert (run.state, run.report["outcomes"]["created"]) == ("done", 2)
    post = imported("a.md")
    assert not post.live
    assert post.owner == run.user
    assert f"/admin/pages/{imported('b.md').pk}/edit/" in page_of(desk, run)
    assert not [path for path in unpacking_root().rglob("*") if path.is_file()]


def test_loose_files_come_in_under_a_name_and_what_changed_the_next_time(desk, blog, tmp_path):
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text("# One")
    two.write_text("# Two")
    run = send(desk, blog, one, two, name="Notes")
    run_waiting(go_on)
    act(desk, run, "publish")
    run_waiting(go_on)
    assert imported("one.md").live
    one.write_text("# One, changed")
    run = send(desk, blog, one, two, name="Notes")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.trial["files"] == {"one.md": "updated", "two.md": "unchanged"}


def test_the_dry_run_tells_what_would_stay_a_draft_even_when_published(desk, blog, tmp_path):
    (tmp_path / "a.md").write_text("---\ndraft: true\n---\nText.")
    run = send(desk, blog, tmp_path / "a.md")
    run_waiting(go_on)
    assert "1 post stays a draft" in page_of(desk, run)


@pytest.mark.parametrize("name", ["remarks.json.zip", "...zip", "..zip", ".zip", "files.zip"])
def test_a_zip_may_be_called_anything(desk, blog, tmp_path, name):
    content = make_zip(tmp_path / "x.zip", {"a.md": "# A", "remarks.json": "{"}).read_bytes()
    desk.post(
        reverse("begin_import", args=[blog.pk]), {"files": [SimpleUploadedFile(name, content)]}
    )
    run_waiting(go_on)
    run = ImportRun.objects.get()
    assert (run.state, run.trial["files"]) == ("tried", {"a.md": "created"})


def test_a_bomb_leaves_nothing_on_the_disk(desk, blog, tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1_000)
    bomb = make_zip(tmp_path / "bomb.zip", {f"{number}.md": "x" * 600 for number in range(3)})
    run = send(desk, blog, bomb)
    run_waiting(go_on)
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "an archive that unpacks to more than 2 GB")
    left = [path.name for path in unpacking_root().rglob("*") if path.is_file()]
    assert left == ["bomb.zip"]


@pytest.mark.parametrize("data", [b"", b"no zip at all"])
def test_what_is_no_zip_is_told(desk, blog, tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    run = send(desk, blog, tmp_path / "a.zip")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "not a zip" in page_of(desk, run)


def test_nothing_chosen_makes_no_run(desk, blog):
    desk.post(reverse("begin_import", args=[blog.pk]), {})
    assert not ImportRun.objects.exists()


def test_a_discarded_run_goes_with_its_files(desk, blog, archive):
    run = send(desk, blog, archive)
    act(desk, run, "discard")
    run_waiting(go_on)
    assert not ImportRun.objects.exists()
    assert not list(unpacking_root().iterdir())


def test_buttons_lead_there(desk, writer, blog, home):
    BlogIndexPageFactory(parent=home, slug="other", title="Other blog")
    address = reverse("new_import", args=[blog.pk])
    assert address in desk.get(f"/admin/pages/{blog.pk}/").content.decode()
    assert reverse("imports") in desk.get("/admin/posts/").content.decode()
    text = desk.get(reverse("imports")).content.decode()
    assert address in text
    assert "Other blog" in text
