"""Which pages hold what, on PostgreSQL, always by the indexes.

Where a term is frequent, the planner would rather read the vectors of all pages, which it takes
to be cheap; to unpack them costs thirty times as much.
"""

from django.db import migrations

FIELDS = ("title", "head", "often", "all")
INDEX = "CREATE INDEX search_often_vector ON search_searchpage USING gin (often_vector)"
MAKE = """
CREATE FUNCTION search_{field}_held(query tsquery) RETURNS SETOF integer
LANGUAGE sql STABLE ROWS 500 SET enable_seqscan = off
AS 'SELECT page_id FROM search_searchpage WHERE {field}_vector @@ query'
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)
        for field in FIELDS:
            schema_editor.execute(MAKE.format(field=field), params=None)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for field in FIELDS:
            schema_editor.execute(f"DROP FUNCTION search_{field}_held(tsquery)", params=None)
        schema_editor.execute("DROP INDEX search_often_vector")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_admin_index")]
    operations = [migrations.RunPython(make, unmake)]
