"""An import in the admin: dropped, tried, begun, cancelled, gone on with; for whom it is."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from blog.import_desk import tasks
from blog.import_desk.tasks import go_on
from blog.importing import importer
from blog.importing.archives import unpacking
from blog.importing.archives.opening import unpacking_root
from blog.importing.storing import writing
from blog.models import BlogPostPage, ImportRun
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import imported, png
from tests.factories import BlogIndexPageFactory, UserFactory
from tests.queue import run_waiting, waiting

FILES = {
    "site/a.md": "# A\n\n![x](p.png)\n\n[b](b.md)",
    "site/b.md": "# B\n\n[a](a.md)\n\n![x](gone.png)",
    "site/p.png": png(),
    "../evil.md": "x",
}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def archive(tmp_path) -> Path:
    return make_zip(tmp_path / "old-site.zip", FILES)


def send(client, blog, *files: Path, **fields: str) -> ImportRun | None:
    sent = [SimpleUploadedFile(file.name, file.read_bytes()) for file in files]
    client.post(reverse("begin_import", args=[blog.pk]), {"files": sent, **fields})
    return ImportRun.objects.order_by("created_at").last()


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


def act(client, run, action):
    return client.post(reverse("import_run", args=[run.pk]), {"action": action})


def page_of(client, run) -> str:
    return client.get(reverse("import_run", args=[run.pk])).content.decode()


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


def test_files_of_odd_names_are_tried_once_over_many_slices(desk, blog, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "_stopper", lambda run: iter([False, *[True] * 99]).__next__)
    names = ["a\nb.md", "c\u202ed.md", "e  f.md", f"{'g/' * 245}  x.md", "h.md"]
    archive = make_zip(tmp_path / "odd.zip", dict.fromkeys(names, "# A"))
    run = send(desk, blog, archive)
    slices = 0
    while waiting(go_on).exists() and slices < 9:
        waiting(go_on).first().delete()
        go_on.func(str(run.pk))
        slices += 1
    run.refresh_from_db()
    assert (run.state, slices) == ("tried", 5)
    assert run.trial["outcomes"]["created"] == 5


def test_a_slice_does_some_work_however_long_it_took_to_begin(desk, blog, archive, monkeypatch):
    now = iter(range(0, 10**6, 60))
    monkeypatch.setattr(tasks.time, "monotonic", lambda: float(next(now)))
    run = send(desk, blog, archive)
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.done


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


def test_an_import_goes_on_slice_by_slice(desk, blog, archive, monkeypatch):
    monkeypatch.setattr(tasks, "SLICE_SECONDS", 0)
    # One source a slice: the time is up once the first has been asked for.
    monkeypatch.setattr(tasks, "_stopper", lambda run: iter([False, *[True] * 99]).__next__)
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "importing"
    run_waiting(go_on)
    run.refresh_from_db()
    assert (run.state, run.report["outcomes"]["created"]) == ("done", 2)
    assert "page:" in str(imported("a.md").body.get_prep_value())
    assert "page:" in str(imported("b.md").body.get_prep_value())


def test_a_cancelled_import_can_be_gone_on_with(desk, blog, archive):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    act(desk, run, "cancel")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert not BlogPostPage.objects.exists()
    assert "Go on" in page_of(desk, run)
    act(desk, run, "restart")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "done"
    assert BlogPostPage.objects.count() == 2


def test_cancelling_stops_after_the_file_in_hand(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")

    def save_and_cancel(post, **kwargs):
        tasks.cancel(run)
        return save_draft(post, **kwargs)

    save_draft = writing.save_draft
    monkeypatch.setattr(writing, "save_draft", save_and_cancel)
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert not waiting(go_on).exists()
    act(desk, run, "restart")
    monkeypatch.undo()


def test_a_file_that_meets_a_busy_database_is_tried_again(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    failures = iter([True, False, False, False, False])

    def save_or_fail(post, **kwargs):
        if next(failures):
            raise OperationalError("database is locked")
        return save_draft(post, **kwargs)

    save_draft = writing.save_draft
    monkeypatch.setattr(writing, "save_draft", save_or_fail)
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "importing"
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.report["outcomes"]["created"]) == ("done", 2)
    assert run.report["outcomes"]["failed"] == 0


def test_a_run_that_meets_a_busy_database_is_left_to_the_worker(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "import_folder", fail)
        with pytest.raises(OperationalError):
            go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "trying"
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "tried"


def test_a_kill_in_the_middle_leaves_nothing_wrong(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")

    def kill(import_, held):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importer._Import, "_complete", kill)
        with pytest.raises(KeyboardInterrupt):
            go_on.func(str(run.pk))
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "done"
    assert BlogPostPage.objects.count() == 2
    assert f"page:{imported('b.md').pk}" in str(imported("a.md").body.get_prep_value())


@pytest.mark.parametrize("data", [b"", b"no zip at all"])
def test_what_is_no_zip_is_told(desk, blog, tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    run = send(desk, blog, tmp_path / "a.zip")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "not a zip" in page_of(desk, run)


def test_an_error_of_ours_ends_a_run_and_is_told(desk, blog, archive, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("odd")

    monkeypatch.setattr(tasks, "import_folder", fail)
    run = send(desk, blog, archive)
    run_waiting(go_on)
    assert "RuntimeError: odd" in page_of(desk, run)


def test_nothing_chosen_makes_no_run(desk, blog):
    desk.post(reverse("begin_import", args=[blog.pk]), {})
    assert not ImportRun.objects.exists()


def test_a_discarded_run_goes_with_its_files(desk, blog, archive):
    run = send(desk, blog, archive)
    act(desk, run, "discard")
    run_waiting(go_on)
    assert not ImportRun.objects.exists()
    assert not list(unpacking_root().iterdir())


# Who may.


def visitor(*permissions: str):
    """Return someone who may enter the admin and no more."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


ADDRESSES = ["new_import", "begin_import"]
RUN_ADDRESSES = ["import_run", "import_files", "import_report"]


def test_imports_are_private_to_whoever_may_add_posts_there(client, desk, blog, home, archive):
    run = send(desk, blog, archive)
    client.force_login(visitor())
    answers = [
        *(client.post(reverse(name, args=[blog.pk])) for name in ADDRESSES[1:]),
        *(client.get(reverse(name, args=[blog.pk])) for name in ADDRESSES[:1]),
        *(client.post(reverse(name, args=[run.pk])) for name in RUN_ADDRESSES),
        *(client.get(reverse(name, args=[run.pk])) for name in ("import_run", "import_report")),
        client.get(reverse("imports")),
    ]
    # Wagtail leads whoever may not to its home page.
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {"/admin/"}
    assert ImportRun.objects.get().state == "trying"


def test_strangers_see_no_import(client, desk, blog, archive):
    run = send(desk, blog, archive)
    client.logout()
    for address in (reverse("import_run", args=[run.pk]), reverse("imports")):
        assert client.get(address).url.startswith("/admin/login/")


def test_an_author_imports_drafts_and_may_not_publish(client, writer, blog, archive):
    client.force_login(writer)
    run = send(client, blog, archive)
    run_waiting(go_on)
    assert "Import and publish" not in page_of(client, run)
    act(client, run, "publish")
    run.refresh_from_db()
    assert run.state == "tried"
    ImportRun.objects.update(is_publishing=True, state="importing")
    go_on.func(str(run.pk))
    assert not imported("a.md").live


def test_whoever_lost_the_right_meanwhile_imports_nothing(desk, editor, blog, archive):
    run = send(desk, blog, archive)
    editor.groups.clear()
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.trial is None


def test_only_who_began_it_sends_more_files(client, desk, blog, archive):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    client.force_login(UserFactory(group="Editors"))
    assert client.post(reverse("import_files", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert run.state == "tried"


def test_buttons_lead_there(desk, writer, blog, home):
    BlogIndexPageFactory(parent=home, slug="other", title="Other blog")
    address = reverse("new_import", args=[blog.pk])
    assert address in desk.get(f"/admin/pages/{blog.pk}/").content.decode()
    assert reverse("imports") in desk.get("/admin/posts/").content.decode()
    text = desk.get(reverse("imports")).content.decode()
    assert address in text
    assert "Other blog" in text


def test_nobody_has_published_what_an_author_sent(client, desk, writer, blog, archive):
    client.force_login(writer)
    run = send(client, blog, archive)
    run_waiting(go_on)
    assert "Import and publish" not in page_of(desk, run)
    act(desk, run, "publish")
    run.refresh_from_db()
    assert run.state == "tried"


def test_a_second_click_on_go_on_queues_nothing(desk, blog, archive):
    run = send(desk, blog, archive)
    act(desk, run, "restart")
    act(desk, run, "restart")
    assert waiting(go_on).count() == 1
    run_waiting(go_on)
    act(desk, run, "restart")
    run.refresh_from_db()
    assert (run.state, waiting(go_on).count()) == ("tried", 0)
