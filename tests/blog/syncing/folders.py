"""Runs `sync` as a test does, and edits both of its sides."""

from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from blog.models import BlogPostPage
from blog.syncing.texts import newest_of

HEAD = "---\ntitle: {}\nsummary: S\n---\n"


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Return the exit code, and what was said."""
    out = StringIO()
    try:
        call_command("sync", str(folder), *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{error}"
    return 0, out.getvalue()


def edit_file(file: Path, words: str) -> None:
    """Add words at the end of a file's text."""
    file.write_text(f"{file.read_text()}\n{words}\n")


def edit_post(slug: str, words: str, *, is_published: bool = True) -> None:
    """Add words at the end of a post's newest text, as an editor does."""
    post = newest_of(BlogPostPage.objects.get(slug=slug))
    post.body.append(("markdown", words))
    if not post.live:
        post.save()
    revision = post.save_revision()
    if is_published:
        revision.publish()


def text_of(slug: str) -> str:
    """Return what readers see of a post, as Markdown."""
    return BlogPostPage.objects.get(slug=slug).markdown_of_body()


def newest_text_of(slug: str) -> str:
    return newest_of(BlogPostPage.objects.get(slug=slug)).markdown_of_body()
