"""Makes the starter site's post templates, for "New from template"."""

from pathlib import Path

from wagtail.models import Page

from blog.editor.post_slugs import page_slug
from blog.importing.folder import Folder
from blog.importing.markdown.reader import read_entry
from blog.importing.storing.names import tag_named
from blog.models import BlogPostPage, PostTemplatesPage

TEMPLATES = Path(__file__).parent / "templates"


def add_post_templates(home: Page) -> None:
    """Make the folder of templates below a home page, with a draft for each file."""
    folder = PostTemplatesPage(title="Post templates", slug="post-templates", live=False)
    home.add_child(instance=folder)
    folder.save_revision()
    files = Folder(TEMPLATES)
    for path in files.paths:
        _add_template(folder, files, path)


def _add_template(folder: PostTemplatesPage, files: Folder, path: str) -> None:
    entry = read_entry(files, path)
    post = BlogPostPage(
        title=entry.title,
        slug=page_slug(entry.title, index=folder),
        teaser=entry.teaser,
        body=entry.body,
        live=False,
    )
    post.tags.set([tag_named(name) for name in entry.tags])
    folder.add_child(instance=post)
    post.save_revision()
