"""Wagtail 8.0: the dashboard is a 500 for whoever locked a page at a time that is not known.

When this fails, `home/migrations/0008_locked_since.py` has nothing left to mend.
"""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from wagtail.models import Page


@pytest.mark.django_db
def test_stock_dashboards_fail_at_a_lock_without_a_time(admin_client, admin_user):
    page = Page.get_first_root_node().add_child(instance=Page(title="Kept", slug="kept"))
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=admin_user, locked_at=None)
    with pytest.raises(UnboundLocalError):
        admin_client.get(reverse("wagtailadmin_home"))
    migration = importlib.import_module("home.migrations.0008_locked_since")
    migration.date_locks(apps, SimpleNamespace(connection=connection))
    assert b"Kept" in admin_client.get(reverse("wagtailadmin_home")).content
