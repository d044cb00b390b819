"""All tables of the app as they stand since 0007; the files it replaces take older sites here."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What each engine searches: SQLite's full-text table, PostgreSQL's vectors.
COLUMNS = "title_tokens, head_tokens, teaser_tokens, text_tokens, code_tokens"
OLD, NEW = (", ".join(f"{row}.{name}" for name in COLUMNS.split(", ")) for row in ("old", "new"))
# Tokens are made in Python; all that is left is to part them at spaces.
SQLITE = [
    f"""CREATE VIRTUAL TABLE search_fulltext USING fts5(
        {COLUMNS}, content='search_searchpage', content_rowid='page_id', tokenize='ascii'
    )""",
    f"""CREATE TRIGGER search_fulltext_insert AFTER INSERT ON search_searchpage BEGIN
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.page_id, {NEW});
    END""",
    f"""CREATE TRIGGER search_fulltext_delete AFTER DELETE ON search_searchpage BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
            VALUES ('delete', old.page_id, {OLD});
    END""",
    f"""CREATE TRIGGER search_fulltext_update AFTER UPDATE OF {COLUMNS} ON search_searchpage BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
            VALUES ('delete', old.page_id, {OLD});
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.page_id, {NEW});
    END""",
]
VECTOR = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"
POSTGRES = f"""
ALTER TABLE search_searchpage
    ADD title_vector tsvector GENERATED ALWAYS AS ({VECTOR.format("title_tokens")}) STORED,
    ADD head_vector tsvector GENERATED ALWAYS AS (
        {VECTOR.format("title_tokens || head_tokens || teaser_tokens")}) STORED,
    ADD often_vector tsvector GENERATED ALWAYS AS ({VECTOR.format("often_tokens")}) STORED,
    ADD all_vector tsvector GENERATED ALWAYS AS (
        {VECTOR.format("title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens")}
    ) STORED;
CREATE INDEX search_title_vector ON search_searchpage USING gin (title_vector);
CREATE INDEX search_head_vector ON search_searchpage USING gin (head_vector);
CREATE INDEX search_all_vector ON search_searchpage USING gin (all_vector);
"""


def make_engines(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)
    else:
        schema_editor.execute(POSTGRES, params=None)


def unmake_engines(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_fulltext", params=None)
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_fulltext_{event}", params=None)
    else:
        for name in ("title", "head", "often", "all"):
            schema_editor.execute(f"ALTER TABLE search_searchpage DROP {name}_vector", params=None)


# What Wagtail's own search looks up on PostgreSQL: title and body as one vector.
#
# Its comments promise this index, but no migration of Wagtail makes it, so that every search reads
# all entries.
ADMIN_INDEX = "CREATE INDEX search_admin_index ON wagtailsearch_indexentry USING gin ((title || body))"


def make_admin_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADMIN_INDEX)


def unmake_admin_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_admin_index")


# Which pages hold what, on PostgreSQL, always by the indexes.
#
# Where a term is frequent, the planner would rather read the vectors of all pages, which it takes
# to be cheap; to unpack them costs thirty times as much.
HELD_FIELDS = ("title", "head", "often", "all")
OFTEN_INDEX = "CREATE INDEX search_often_vector ON search_searchpage USING gin (often_vector)"
HELD = """
CREATE FUNCTION search_{field}_held(query tsquery) RETURNS SETOF integer
LANGUAGE sql STABLE ROWS 500 SET enable_seqscan = off
AS 'SELECT page_id FROM search_searchpage WHERE {field}_vector @@ query'
"""


def make_held(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OFTEN_INDEX)
        for field in HELD_FIELDS:
            schema_editor.execute(HELD.format(field=field), params=None)


def unmake_held(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for field in HELD_FIELDS:
            schema_editor.execute(f"DROP FUNCTION search_{field}_held(tsquery)", params=None)
        schema_editor.execute("DROP INDEX search_often_vector")


# A few of the pages that hold something, on PostgreSQL, however many do.
#
# A function's rows are all made before any is taken, so that it has to be told how many to make.
# Topics are looked up by how their names begin, which Django makes an index for only where a field
# has one to itself.
SOME_FIELDS = ("title", "head", "all")
TOPIC_INDEX = "CREATE INDEX search_topic_begins ON search_searchtopic (kind, folded varchar_pattern_ops)"
SOME = """
CREATE FUNCTION search_{field}_some(query tsquery, most bigint) RETURNS SETOF integer
LANGUAGE sql STABLE ROWS 10 SET enable_seqscan = off
AS 'SELECT page_id FROM search_searchpage WHERE {field}_vector @@ query LIMIT most'
"""


def make_some(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TOPIC_INDEX)
        for field in SOME_FIELDS:
            schema_editor.execute(SOME.format(field=field), params=None)


def unmake_some(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for field in SOME_FIELDS:
            schema_editor.execute(
                f"DROP FUNCTION search_{field}_some(tsquery, bigint)", params=None
            )
        schema_editor.execute("DROP INDEX search_topic_begins")


class Migration(migrations.Migration):
    replaces = [
        ('search', '0001_initial'),
        ('search', '0002_engines'),
        ('search', '0003_neighbours'),
        ('search', '0004_count_misses'),
        ('search', '0005_admin_index'),
        ('search', '0006_held'),
        ('search', '0007_some_held'),
    ]
    initial = True
    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailsearchpromotions', '0008_query_verbose_name'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchPage',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_page', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(max_length=16)),
                ('date', models.DateTimeField(db_index=True, null=True)),
                ('digest', models.CharField(max_length=32)),
                ('teaser', models.TextField()),
                ('title_words', models.PositiveIntegerField()),
                ('title_tokens', models.TextField()),
                ('head_tokens', models.TextField()),
                ('teaser_tokens', models.TextField()),
                ('text_tokens', models.TextField()),
                ('code_tokens', models.TextField()),
                ('often_tokens', models.TextField()),
                ('words', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=64, unique=True)),
                ('token', models.CharField(db_index=True, max_length=64)),
                ('documents', models.IntegerField()),
                ('is_glued', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='SearchFragment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fragment', models.BigIntegerField(db_index=True)),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fragments', to='search.searchword')),
            ],
        ),
        migrations.CreateModel(
            name='SearchSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('anchor', models.CharField(max_length=255)),
                ('heading', models.TextField()),
                ('heading_tokens', models.TextField()),
                ('text_start', models.PositiveIntegerField()),
                ('text_end', models.PositiveIntegerField()),
                ('code_start', models.PositiveIntegerField()),
                ('code_end', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('code', models.TextField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='search.searchpage')),
            ],
            options={
                'ordering': ['page', 'position'],
                'constraints': [models.UniqueConstraint(fields=('page', 'position'), name='one_section_a_position')],
            },
        ),
        migrations.CreateModel(
            name='SearchTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('slug', models.CharField(max_length=255)),
                ('name', models.CharField(max_length=255)),
                ('folded', models.CharField(max_length=255)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='search.searchpage')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'slug'], name='search_topic_slug'), models.Index(fields=['kind', 'folded'], name='search_topic_name')],
            },
        ),
        migrations.CreateModel(
            name='SearchNeighbour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_neighbour_of', to=settings.WAGTAIL_PAGE_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_neighbours', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'other'), name='one_neighbour_once_a_page')],
            },
        ),
        migrations.CreateModel(
            name='SearchMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('misses', models.IntegerField(default=0)),
                ('query', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='daily_misses', to='wagtailsearchpromotions.query')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('query', 'date'), name='one_search_miss_a_day')],
            },
        ),
        migrations.RunPython(make_engines, unmake_engines),
        migrations.RunPython(make_admin_index, unmake_admin_index),
        migrations.RunPython(make_held, unmake_held),
        migrations.RunPython(make_some, unmake_some),
    ]
