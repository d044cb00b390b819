"""Makes a large blog of a smaller one: copies the database, and the posts in it by SQL.

To write a hundred thousand of them takes half an hour for each engine. A copy has its post's
texts, topics and entry in the index; number, address and date are its own.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from wagtail.models import Page

from blog.models import BlogIndexPage, BlogPostPage, PostAuthor, PostTag, StoredDocument
from search.index.vocabulary import recount
from search.models import SearchNeighbour, SearchPage, SearchSection, SearchTopic
from tests.workbench.bench.speed import site

# By so much a copy is later than its post, so that it stands among posts with other topics.
SHIFT = timedelta(days=11)
TABLE = "bench_copy"
OWN = {name: f"copy.{name}" for name in ("path", "slug", "url_path", "translation_key")}
DATES = dict.fromkeys(("first_published_at", "last_published_at"), "copy.display_date")
# What is copied, the column that names the post, and what else is another in a copy.
ROWS: tuple[tuple[type[Model], str, Mapping[str, str]], ...] = (
    (Page, "id", OWN | DATES),
    (BlogPostPage, "page_ptr_id", {"display_date": "copy.display_date"}),
    (PostTag, "content_object_id", {}),
    (PostAuthor, "post_id", {}),
    (StoredDocument, "page_id", {}),
    (SearchPage, "page_id", {"date": "copy.display_date"}),
    (SearchSection, "page_id", {}),
    (SearchTopic, "page_id", {}),
    (SearchNeighbour, "page_id", {}),
)


def copy_database(source: str) -> None:
    """Make the database at hand a copy of another, given by the path of its address."""
    connection.close()
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        site.copy_database(Path(source), Path(name))
        return
    quoted, template = map(connection.ops.quote_name, (name, source.removeprefix("/")))
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE {template}")


def copy_posts(count: int) -> None:
    """Copy the blog's made-up posts, one after the other, until there are `count` of them."""
    index = BlogIndexPage.objects.get()
    copies = list(_copies(index, count))
    with transaction.atomic():
        _write_down(copies)
        for model, column, changed in ROWS:
            _copy_rows(model, column, changed)
        Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(copies))
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)
    recount()


def _copies(index: Page, count: int) -> Iterator[list]:
    """Yield of each copy the post's id and its own, its path, slug, address, key and date."""
    made = BlogPostPage.objects.filter(slug__startswith="post-").order_by("pk")
    posts = list(made.values_list("pk", "display_date"))
    last = Page.objects.aggregate(last=Max("pk"))["last"]
    rounds = ((around, *post) for around in itertools.count(1) for post in posts)
    for place, (around, pk, date) in enumerate(itertools.islice(rounds, count - len(posts)), 1):
        slug = f"post-{len(posts) + place}"
        yield [
            pk,
            last + place,
            Page._get_path(index.path, index.depth + 1, index.numchild + place),
            slug,
            f"{index.url_path}{slug}/",
            uuid4(),
            date + around * SHIFT,
        ]


def _write_down(copies: Iterable[list]) -> None:
    """Fill the table that all others are copied by; its columns have the types of theirs."""
    names = ("id", "id", "path", "slug", "url_path", "translation_key", "display_date")
    fields = [BlogPostPage._meta.get_field(name) for name in names]
    rows = [
        [f.get_db_prep_save(value, connection) for f, value in zip(fields, each, strict=True)]
        for each in copies
    ]
    page, post = Page._meta.db_table, BlogPostPage._meta.db_table
    columns = f"id AS old_id, id AS new_id, {', '.join(names[2:])}"
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(
            f"CREATE TABLE {TABLE} AS SELECT {columns} FROM {page} JOIN {post} ON page_ptr_id = id "
            "WHERE 1 = 0"
        )
        cursor.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
        cursor.execute(f"ANALYZE {TABLE}")


def _copy_rows(model: type[Model], column: str, changed: Mapping[str, str]) -> None:
    quote = connection.ops.quote_name
    # A row with a number of its own gets the next one.
    fields = [
        f for f in model._meta.local_concrete_fields if f.column == column or not f.primary_key
    ]
    values = {f.column: f"old.{quote(f.column)}" for f in fields}
    values |= {column: "copy.new_id", **changed}
    table, names = quote(model._meta.db_table), ", ".join(map(quote, values))
    with connection.cursor() as cursor:
        # With CROSS JOIN, SQLite goes by the copies, and so writes rows in the order of their keys.
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} "
            f"FROM {TABLE} AS copy CROSS JOIN {table} AS old "
            f"WHERE old.{quote(column)} = copy.old_id"
        )
