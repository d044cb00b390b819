"""An entry goes with its time, and by no other way."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from blog.checks.secrets_gate import ALLOWED
from home.audit_log.actions import FACTOR_FAILED, SIGNED_IN
from home.audit_log.record import record
from home.audit_log.retention import LOG_MODELS, purge_old_entries
from tests.factories import AuthorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_only_old_entries_go_and_not_what_the_editor_needs(settings, post):
    settings.AUDIT_LOG_DAYS = 30
    old = timezone.now() - timedelta(days=31)
    user = UserFactory()
    record(SIGNED_IN, user, method="password")
    log(user, FACTOR_FAILED, timestamp=old)
    log(post, "wagtail.lock", timestamp=old)
    log(post, ALLOWED, timestamp=old, data={"digests": [], "reason": "Test."})
    log(post, "wagtail.edit", timestamp=old, revision=post.save_revision())
    assert purge_old_entries() == 2
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) == {SIGNED_IN}
    kept = set(PageLogEntry.objects.values_list("action", flat=True))
    assert kept >= {ALLOWED, "wagtail.edit"}
    assert "wagtail.lock" not in kept


def test_no_days_keep_all(settings):
    settings.AUDIT_LOG_DAYS = 0
    log(UserFactory(), FACTOR_FAILED, timestamp=timezone.now() - timedelta(days=9999))
    assert purge_old_entries() == 0


def test_no_cascade_deletes_an_entry(post):
    user, author = UserFactory(group="Editors"), AuthorFactory()
    group = Group.objects.create(name="Guests")
    for instance in (user, author, group, post):
        log(instance, "wagtail.edit", user=user)
    count = [model.objects.count() for model in LOG_MODELS]
    for instance in (post, author, group, user):
        instance.delete()
    ContentType.objects.filter(app_label="blog", model="author").delete()
    assert [model.objects.count() for model in LOG_MODELS] >= count


def test_deleting_entries_is_refused():
    entry = record(FACTOR_FAILED, UserFactory())
    for deletion in (entry.delete, ModelLogEntry.objects.all().delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            deletion()
    assert ModelLogEntry.objects.filter(pk=entry.pk).exists()


def test_no_role_holds_a_permission_to_change_or_delete_entries(client):
    for role in ("Authors", "Editors", "Admins"):
        held = UserFactory(group=role).get_all_permissions()
        assert not [name for name in held if "logentry" in name]
    client.force_login(UserFactory(group="Admins"))
    page = client.get(f"/admin/groups/edit/{Group.objects.get(name='Editors').pk}/")
    assert "logentry" not in page.content.decode()
