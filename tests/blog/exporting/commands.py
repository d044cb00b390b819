"""Runs the export command as a test does."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from wagtail.documents.models import Document
from wagtail.images.models import Image

from blog.models import Author, BlogPostPage, ImportedFile, Series, Source, Tag
from tests.blog.importing.commands import run as run_import


def run(folder: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("export_posts", str(folder), *arguments, stdout=out)
    return out.getvalue()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what they hold."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def empty_site() -> None:
    """Delete all that an export takes along."""
    for page in BlogPostPage.objects.all():
        page.delete()
    ImportedFile.objects.all().delete()
    for model in (Author, Series, Source, Tag, Image, Document):
        for row in model.objects.all():
            if hasattr(row, "file"):
                row.file.delete(save=False)
            row.delete()


def there_and_back(tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return an export's files, and those of another after an empty site imported the first."""
    run(tmp_path / "first")
    empty_site()
    out, _err = run_import(tmp_path / "first", "--publish")
    assert " 0 failed" in out, out
    run(tmp_path / "second")
    return files_of(tmp_path / "first"), files_of(tmp_path / "second")
