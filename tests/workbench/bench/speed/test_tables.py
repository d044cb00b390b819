"""What is copied from one engine to the other is whole, and what follows has keys of its own."""

import sqlite3
from contextlib import closing

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, Site

from tests import kept_database
from tests.workbench.bench.speed.tables import copy_tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="copies to another engine"),
]


def test_all_rows_come_along():
    path = kept_database.migrated()
    Group.objects.create(name="Gone")
    copy_tables(str(path))
    ContentType.objects.clear_cache()
    with closing(sqlite3.connect(path)) as source:
        for model in (ContentType, Group, Permission, Page, Site):
            table, key = model._meta.db_table, model._meta.pk.column
            keys = [pk for (pk,) in source.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
            assert keys == list(model.objects.order_by("pk").values_list("pk", flat=True)), table
    last = Page.objects.order_by("-pk")[0].pk
    assert Page.get_first_root_node().add_child(instance=Page(title="New", slug="new")).pk > last
