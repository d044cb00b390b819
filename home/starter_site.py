"""The starter site: our own posts, pictures and pages, loaded through the blog's importer."""

import tomllib
from pathlib import Path

import frontmatter
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Site

from blog.exchange.importer import Progress
from blog.exchange.markdown_in import import_folder
from blog.exchange.report import Report
from blog.models import Author, BlogIndexPage
from home.models import SetupStep, StandardPage

STARTER = Path(__file__).parent / "starter"


def load_starter_site(site: Site, *, progress: Progress | None = None) -> Report:
    """Fill a site that `set_up_site` made with starter content and return the import's report.

    Safe to repeat: what was edited or deleted since stays so.
    """
    home = site.root_page.specific
    with transaction.atomic():
        _step, is_first_run = SetupStep.objects.get_or_create(name="starter site")
        if is_first_run:
            _describe_authors()
            _write_about(StandardPage.objects.child_of(home).get(slug="about"))
    index = BlogIndexPage.objects.child_of(home).first()
    return import_folder(STARTER / "posts", index=index, publish=True, progress=progress)


def _describe_authors() -> None:
    authors = tomllib.loads((STARTER / "authors.toml").read_text(encoding="utf-8"))
    for name, fields in authors.items():
        Author.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})


def _write_about(page: StandardPage) -> None:
    text = frontmatter.loads((STARTER / "about.md").read_text(encoding="utf-8"))
    page.title = text["title"]
    page.body = [{"type": "markdown", "value": text.content}]
    page.save_revision().publish()
