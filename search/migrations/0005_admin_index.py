"""What Wagtail's own search looks up on PostgreSQL: title and body as one vector.

Its comments promise this index, but no migration of Wagtail makes it, so that every search reads
all entries.
"""

from django.db import migrations

MAKE = "CREATE INDEX search_admin_index ON wagtailsearch_indexentry USING gin ((title || body))"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_admin_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_count_misses"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(make, unmake)]
