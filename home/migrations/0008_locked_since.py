"""A time for locks that have none, as old data may: Wagtail's dashboard is a 500 for their owner."""

from django.db import migrations
from django.db.models.functions import Now


def date_locks(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    # From when on is not known; from now on it is locked for certain.
    pages.filter(locked=True, locked_at=None).update(locked_at=Now())


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0007_factor_requirement"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(date_locks, migrations.RunPython.noop)]
