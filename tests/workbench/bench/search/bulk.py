"""Made-up posts into the database without a save for each: rows, and their stored Documents."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.utils.text import slugify
from wagtail.models import Locale, Page

from blog.document.document import Document, Section
from blog.models import (
    Author,
    BlogIndexPage,
    BlogPostPage,
    PostAuthor,
    PostTag,
    Series,
    StoredDocument,
    Tag,
)
from blog.rendering.build import RENDERER_VERSION, body_hash
from home.setup.pages import set_up_site
from tests.workbench.bench.search import corpus, zipf
from tests.workbench.bench.search.zipf import MadePost, body_of

BATCH = 500


def fill_with_made_posts(count: int) -> None:
    """Make a site whose blog holds `count` made-up posts."""
    set_up_site()
    index = BlogIndexPage.objects.get()
    topics = [
        _named(Tag, zipf.TAGS, "Topic"),
        _named(Author, zipf.AUTHORS, "Team"),
        _named(Series, zipf.SERIES, "Course"),
    ]
    made = zipf.Author(f"{count} posts").posts(count)
    for start, batch in _batches(made):
        with transaction.atomic():
            _add(index, batch, start, *topics)
        corpus.show_progress(start + len(batch), count)
    Page.objects.filter(pk=index.pk).update(numchild=count)


def _named(model: type[Model], count: int, name: str) -> list[Model]:
    rows = [model(name=f"{name} {n}", slug=f"{name.lower()}-{n}") for n in range(count)]
    return model.objects.bulk_create(rows)


def _batches(posts: Iterable[MadePost]) -> Iterator[tuple[int, list[MadePost]]]:
    """Yield lists of posts, each with how many came before."""
    posts = iter(posts)
    for start in itertools.count(step=BATCH):
        batch = list(itertools.islice(posts, BATCH))
        if not batch:
            return
        yield start, batch


def _add(
    index: Page,
    made: Sequence[MadePost],
    start: int,
    tags: Sequence[Tag],
    authors: Sequence[Author],
    series: Sequence[Series],
) -> None:
    pages = Page.objects.bulk_create(
        _page(index, each, number) for number, each in enumerate(made, start=start + 1)
    )
    posts = [
        BlogPostPage(
            page_ptr=page,
            title=page.title,
            body=body_of(each),
            teaser=each.teaser,
            series=None if each.series is None else series[each.series],
            display_date=each.date,
            word_count=sum(len(section.prose.split()) for section in each.sections),
            excerpt=each.sections[0].prose[:200],
        )
        for page, each in zip(pages, made, strict=True)
    ]
    _insert_own_fields(posts)
    pairs = list(zip(posts, made, strict=True))
    PostTag.objects.bulk_create(
        PostTag(content_object=post, tag=tags[n]) for post, each in pairs for n in each.tags
    )
    PostAuthor.objects.bulk_create(
        PostAuthor(post=post, author=authors[n], sort_order=place)
        for post, each in pairs
        for place, n in enumerate(each.authors)
    )
    StoredDocument.objects.bulk_create(_stored(post, each) for post, each in pairs)


def _page(index: Page, made: MadePost, number: int) -> Page:
    slug = f"post-{number}"
    return Page(
        path=Page._get_path(index.path, index.depth + 1, number),
        depth=index.depth + 1,
        title=made.title,
        draft_title=made.title,
        slug=slug,
        url_path=f"{index.url_path}{slug}/",
        translation_key=uuid4(),
        locale=_locale(),
        content_type=_content_type(),
        live=True,
        first_published_at=made.date,
        last_published_at=made.date,
    )


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(BlogPostPage)


@cache
def _locale() -> Locale:
    """Asked for twice a post, a third of the time that loading takes."""
    return Locale.get_default()


def _insert_own_fields(posts: Sequence[BlogPostPage]) -> None:
    """Insert what posts have beyond pages; Django's bulk_create refuses inherited models."""
    fields = BlogPostPage._meta.local_concrete_fields
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = [
        [field.get_db_prep_save(getattr(post, field.attname), connection) for field in fields]
        for post in posts
    ]
    with connection.cursor() as cursor:
        table = quote(BlogPostPage._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def _stored(post: BlogPostPage, made: MadePost) -> StoredDocument:
    """Return the Document that the made-up Markdown would give, without rendering it."""
    sections = tuple(
        Section(slugify(section.heading), 2, section.heading, section.prose, section.code)
        for section in made.sections
    )
    document = Document(html="", section=Section("", 1, "", sections=sections))
    return StoredDocument(
        page_id=post.pk,
        body_hash=body_hash(post.body),
        language=_locale().language_code,
        version=RENDERER_VERSION,
        html="".join(f"<h2>{s.heading}</h2><p>{s.prose}</p>" for s in made.sections),
        outline=document.to_json(),
    )
