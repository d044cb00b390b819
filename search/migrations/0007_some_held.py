"""A few of the pages that hold something, on PostgreSQL, however many do.

A function's rows are all made before any is taken, so that it has to be told how many to make.
Topics are looked up by how their names begin, which Django makes an index for only where a field
has one to itself.
"""

from django.db import migrations

FIELDS = ("title", "head", "all")
INDEX = "CREATE INDEX search_topic_begins ON search_searchtopic (kind, folded varchar_pattern_ops)"
MAKE = """
CREATE FUNCTION search_{field}_some(query tsquery, most bigint) RETURNS SETOF integer
LANGUAGE sql STABLE ROWS 10 SET enable_seqscan = off
AS 'SELECT page_id FROM search_searchpage WHERE {field}_vector @@ query LIMIT most'
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)
        for field in FIELDS:
            schema_editor.execute(MAKE.format(field=field), params=None)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for field in FIELDS:
            schema_editor.execute(
                f"DROP FUNCTION search_{field}_some(tsquery, bigint)", params=None
            )
        schema_editor.execute("DROP INDEX search_topic_begins")


class Migration(migrations.Migration):
    dependencies = [("search", "0006_held")]
    operations = [migrations.RunPython(make, unmake)]
