"""What is done to people stands in Wagtail's log, in words."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from home.audit_log.actions import ACTIONS, FACTOR_ENROLLED, FACTOR_RESET
from home.audit_log.record import record
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_what_was_done_to_whom_and_by_whom():
    user, admin = UserFactory(username="ada"), UserFactory(username="root")
    record(FACTOR_ENROLLED, user, by=admin, method="TOTP")
    entry = ModelLogEntry.objects.for_instance(user).get()
    assert (entry.message, entry.user, entry.label) == (
        "Enrolled a second factor: TOTP",
        admin,
        "ada",
    )


def test_every_action_has_words():
    user = UserFactory()
    for action, (label, message) in ACTIONS.items():
        data = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(message)), "this")
        entry = record(action, user, **data)
        assert "%" not in str(entry.message)
        assert str(entry.message) != str(label)


def test_an_entry_of_an_older_version_is_shown_by_its_label():
    assert str(record(FACTOR_ENROLLED, UserFactory()).message) == "Enrol second factor"


def test_an_unknown_action_is_no_entry():
    with pytest.raises(ValidationError):
        record("user.unknown", UserFactory())


def test_an_entry_outlives_whom_it_names():
    user = UserFactory(username="leaver")
    record(FACTOR_RESET, user, by=user)
    user.delete()
    entry = ModelLogEntry.objects.get(action=FACTOR_RESET)
    assert (entry.label, entry.user_id is not None) == ("leaver", True)
