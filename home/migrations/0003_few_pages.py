"""Pages that are few among all: those that are to expire, and those in menus.

What is kept of pages asks for them after each change. The table is Wagtail's: where a migration
of Wagtail's makes it anew, as SQLite has to for many a change, the indexes may be gone, and with
them speed, but nothing else.
"""

from django.db import migrations

EXPIRING = """
CREATE INDEX IF NOT EXISTS home_page_expiring ON wagtailcore_page (expire_at)
WHERE expire_at IS NOT NULL
"""
IN_MENUS = """
CREATE INDEX IF NOT EXISTS home_page_in_menus ON wagtailcore_page (path) WHERE show_in_menus
"""


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_documents"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunSQL(EXPIRING, "DROP INDEX IF EXISTS home_page_expiring"),
        migrations.RunSQL(IN_MENUS, "DROP INDEX IF EXISTS home_page_in_menus"),
    ]
