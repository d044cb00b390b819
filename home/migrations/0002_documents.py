"""It gave bodies another block; blocks stand in no migration any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = []
