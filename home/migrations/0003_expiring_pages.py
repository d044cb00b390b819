"""The pages that are to expire, which are few, by when they do.

What is kept of pages asks after each change for the next of them. The table is Wagtail's: where
a migration of Wagtail's makes it anew, as SQLite has to for many a change, the index may be gone,
and with it speed, but nothing else.
"""

from django.db import migrations

INDEX = """
CREATE INDEX IF NOT EXISTS home_page_expiring ON wagtailcore_page (expire_at)
WHERE expire_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_documents"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX IF EXISTS home_page_expiring")]
