"""Loads the starter site, our own posts, pictures and pages, through the blog's importer."""

import tomllib
from pathlib import Path

import frontmatter
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from wagtail.models import Site

from blog.citations.formats.bibtex import read_bibtex
from blog.importing.folder import Folder
from blog.importing.importer import Progress, import_sources
from blog.importing.markdown.reader import markdown_sources
from blog.importing.reporting.report import Report
from blog.models import Author, BlogIndexPage, Series, Source, Tag
from home.models import SetupStep, StandardPage
from home.starter.blocks import every_block_source
from home.starter.post_templates import add_post_templates

STARTER = Path(__file__).parent


def load_starter_site(site: Site, *, progress: Progress | None = None) -> Report:
    """Fill a site that `set_up_site` made with starter content and return the import's report.

    Safe to repeat: what was edited or deleted since stays so.
    """
    home = site.root_page.specific
    with transaction.atomic():
        _step, is_first_run = SetupStep.objects.get_or_create(name="starter site")
        if is_first_run:
            _add_described(Author, "authors.toml")
            _add_described(Series, "series.toml")
            _add_described(Tag, "tags.toml")
            _write_about(StandardPage.objects.child_of(home).get(slug="about"))
        _step, has_no_templates = SetupStep.objects.get_or_create(name="post templates")
        if has_no_templates:
            add_post_templates(home)
        _step, has_no_sources = SetupStep.objects.get_or_create(name="sources")
        if has_no_sources:
            _add_sources()
    index = BlogIndexPage.objects.child_of(home).first()
    sources = [*markdown_sources(Folder(STARTER / "posts")), every_block_source(STARTER)]
    return import_sources(
        sources,
        index=index,
        collection="posts",
        source="starter site",
        publish=True,
        progress=progress,
    )


def _add_described(model: type[Model], file_name: str) -> None:
    entries = tomllib.loads((STARTER / file_name).read_text(encoding="utf-8"))
    for name, fields in entries.items():
        model.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})


def _add_sources() -> None:
    reading = read_bibtex((STARTER / "sources.bib").read_text(encoding="utf-8"))
    for source in reading.sources:
        Source.objects.get_or_create(key=source.key, defaults={"record": source.record})


def _write_about(page: StandardPage) -> None:
    text = frontmatter.loads((STARTER / "about.md").read_text(encoding="utf-8"))
    page.title = text["title"]
    page.body = [{"type": "markdown", "value": text.content}]
    page.save_revision().publish()
