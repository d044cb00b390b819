"""A dry run tells what the real one does, and leaves no row and no file."""

from pathlib import Path

import pytest
from django.apps import apps

from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report_json import report_to_json
from tests.blog.importing.folders import imported, png, write, write_file

HEAD = "---\nauthors: [Ada]\ntags: [t]\nseries: S\ncover: pic.png\nlayout: x\n---\n"


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """A folder with something of each kind, among it links that point ahead."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "in"
    write_file(folder, "pic.png", png())
    write(folder, a=f"{HEAD}# A\n\n![x](pic.png)\n\n[b](b.md) [c](c.md)", b="# B\n\n$\\frac{$")
    return write(folder, c=b"\xff", d="---\ndraft: true\n---\n![x](gone.png)")


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("publish", [False, True])
def test_it_tells_what_the_real_run_does_and_writes_nothing(blog, folder, publish):
    before = row_counts()
    dry = import_folder(folder, index=blog, publish=publish, is_dry=True)
    assert row_counts() == before
    assert not [path for path in (folder.parent / "media").rglob("*") if path.is_file()]
    blog.refresh_from_db()
    assert blog.numchild == 0
    real = import_folder(folder, index=blog, publish=publish)
    assert {**report_to_json(dry), "is_dry": False} == report_to_json(real)


def test_it_tells_what_would_change(blog, folder):
    import_folder(folder, index=blog)
    write(folder, a="# A, changed\n\n[b](b.md)", e="# E\n\n[a](a.md)")
    before = row_counts()
    dry = import_folder(folder, index=blog, is_dry=True)
    assert row_counts() == before
    assert imported("a.md").title == "A"
    real = import_folder(folder, index=blog)
    assert {**report_to_json(dry), "is_dry": False} == report_to_json(real)


def test_a_stopped_run_is_gone_on_with(blog, folder):
    rounds = iter([False, True])
    report = import_folder(folder, index=blog, is_stopped=lambda: next(rounds))
    assert not report.is_complete
    assert not imported("a.md").latest_revision
    report = import_folder(folder, index=blog, report=report)
    assert report.is_complete
    whole = {path: outcome.value for path, outcome in report.done.items()}
    assert whole == {"a.md": "created", "b.md": "created", "c.md": "failed", "d.md": "created"}
    assert f"[b](page:{imported('b.md').pk})" in str(imported("a.md").body.get_prep_value())
