"""A starter post, fetched as Markdown and imported again, is the same post."""

import pytest
from django.core.management import call_command

from blog.importing.markdown.reader import import_folder
from blog.models import BlogIndexPage, BlogPostPage
from tests.factories import BlogIndexPageFactory

SLUGS = [
    "testing-numerical-code",
    "when-a-probability-should-mean-something",
    "large-language-models-a-practical-guide",
    "every-block-on-one-page",
]


@pytest.fixture
def starter(db, settings, tmp_path) -> BlogIndexPage:
    settings.DATA_DIR, settings.SITE_URL = tmp_path, "http://testserver"
    call_command("demo", no_serve=True)
    return BlogIndexPage.objects.get()


def test_headings_code_and_formulas_survive(client, starter, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    for slug in SLUGS:
        text = client.get(f"/blog/{slug}/index.md").content.decode()
        (folder / f"{slug}.md").write_text(text)
    copies = BlogIndexPageFactory(parent=starter.get_parent().specific, slug="copies")
    report = import_folder(folder, index=copies, publish=True)
    assert report.failures == []
    for slug in SLUGS:
        original, copy = (
            BlogPostPage.objects.child_of(index).get(slug=slug) for index in (starter, copies)
        )
        check_same(original, copy)


def check_same(original, copy):
    first, second = original.document, copy.document
    assert first.headings
    assert [(each.level, each.title) for each in first.headings] == [
        (each.level, each.title) for each in second.headings
    ]
    code, copied = ([code.text.strip() for code in each.listings] for each in (first, second))
    # What code printed is part of its block, and in Markdown a listing of its own.
    assert [text for text in copied if text in code] == code
    assert formulas(first.html) == formulas(second.html)
    assert (copy.title, copy.teaser, copy.display_date) == (
        original.title,
        original.teaser,
        original.display_date,
    )
    assert [author.name for author in copy.authors] == [author.name for author in original.authors]
    assert {tag.name for tag in copy.tags.all()} == {tag.name for tag in original.tags.all()}


def formulas(html: str) -> list[str]:
    return [part.partition("</math>")[0] for part in html.split("<math")[1:]]
