"""Files that the page's script sends in parts."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from blog.import_desk import uploads
from blog.import_desk.tasks import go_on
from blog.import_desk.uploads import has_files, keep_uploads, uploaded_names
from blog.models import ImportRun
from config.request_limits.limits import MAX_UPLOAD_BYTES, max_body_bytes
from tests.blog.importing.archives.zips import make_zip
from tests.factories import UserFactory
from tests.queue import run_waiting, waiting

AS_SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def files_address(settings, tmp_path, desk, blog) -> str:
    settings.DATA_DIR = tmp_path / "data"
    answer = desk.post(
        reverse("begin_import", args=[blog.pk]), {"first": "site.zip"}, headers=AS_SCRIPT
    )
    return answer.json()["files"]


def send(desk, address, path, data: bytes, **fields):
    files = [SimpleUploadedFile(path.rpartition("/")[2] or "x", data)]
    return desk.post(address, {"files": files, "paths": [path], **fields}, headers=AS_SCRIPT)


def test_a_zip_is_put_together_from_its_parts(desk, files_address, tmp_path):
    data = make_zip(tmp_path / "site.zip", {"a.md": "# A", "b.md": "# B"}).read_bytes()
    middle = len(data) // 2
    send(desk, files_address, "site.zip", data[:middle])
    send(desk, files_address, "site.zip", data[middle:], offset=middle)
    # One that was lost on the way back is sent again.
    send(desk, files_address, "site.zip", data[middle:], offset=middle)
    desk.post(files_address, {"is_last": "1"}, headers=AS_SCRIPT)
    run_waiting(go_on)
    assert set(ImportRun.objects.get().trial["files"]) == {"a.md", "b.md"}


def test_the_last_request_has_it_tried(desk, files_address):
    send(desk, files_address, "site/posts/a.md", b"# A")
    assert not waiting(go_on).exists()
    answer = send(desk, files_address, "site/b.md", b"# B", is_last="1")
    run = ImportRun.objects.get()
    assert answer.json() == {"page": reverse("import_run", args=[run.pk])}
    assert uploaded_names(run) == ["site/b.md", "site/posts/a.md"]
    run_waiting(go_on)
    run.refresh_from_db()
    assert set(run.trial["files"]) == {"b.md", "posts/a.md"}


@pytest.mark.parametrize(
    "path", ["../a.md", "/etc/a.md", "a/../../b.md", "..\\a.md", "C:\\a.md", "d" * 300]
)
def test_a_path_out_of_the_folder_is_refused(desk, files_address, tmp_path, path):
    answer = send(desk, files_address, path, b"x")
    assert answer.status_code == 400
    assert "name" in answer.json()["error"]
    assert not [file for file in (tmp_path / "data").rglob("*") if file.is_file()]


@pytest.mark.parametrize("fields", [{"offset": "-1"}, {"offset": "9" * 30}, {"offset": "7"}])
def test_a_part_out_of_order_is_refused(desk, files_address, fields):
    assert send(desk, files_address, "a.md", b"x", **fields).status_code == 400


def test_paths_and_files_have_to_match(desk, files_address):
    answer = desk.post(
        files_address, {"files": [SimpleUploadedFile("a.md", b"x")]}, headers=AS_SCRIPT
    )
    assert answer.status_code == 400


def test_an_import_is_bounded(desk, files_address, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    assert send(desk, files_address, "a.md", b"x" * 8).status_code == 200
    assert send(desk, files_address, "b.md", b"x" * 8).status_code == 400
    monkeypatch.setattr(uploads, "MAX_FILES", 1)
    assert send(desk, files_address, "c.md", b"x").status_code == 400


def test_a_users_oldest_files_go_when_there_are_too_many(desk, blog, files_address, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_USER_BYTES", 20)
    old, at_work, foreign = (
        ImportRun.objects.create(index=blog, name=name, user=user, state=state)
        for name, user, state in [
            ("old", ImportRun.objects.get().user, "tried"),
            ("at work", ImportRun.objects.get().user, "importing"),
            ("another's", UserFactory(), "tried"),
        ]
    )
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=1))
    for run in (old, at_work, foreign):
        keep_uploads(run, [("x.md", SimpleUploadedFile("x.md", b"x" * 8))])
    assert send(desk, files_address, "a.md", b"x" * 8).status_code == 200
    assert [has_files(run) for run in (old, at_work, foreign)] == [False, True, True]
    answer = send(desk, files_address, "b.md", b"x" * 8)
    assert answer.status_code == 400
    assert "wait for them" in answer.json()["error"]


def test_a_run_at_work_takes_no_files(desk, files_address):
    send(desk, files_address, "a.md", b"# A", is_last="1")
    assert send(desk, files_address, "b.md", b"# B").status_code in (302, 403)
    assert uploaded_names(ImportRun.objects.get()) == ["a.md"]


def test_requests_may_be_as_large_as_other_uploads():
    assert max_body_bytes("/admin/imports/x/files/") == MAX_UPLOAD_BYTES
