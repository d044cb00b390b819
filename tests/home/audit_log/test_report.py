"""One report holds all that was done, filtered and exported for whoever may see it."""

import csv
import io
import json

import pytest
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from home.api.tokens import make_token
from home.audit_log.actions import EXPORTED, FACTOR_FAILED, SIGNED_IN
from home.audit_log.record import record
from tests.factories import UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/site-history/"


@pytest.fixture
def admin(client):
    user = UserFactory(group="Admins", username="admin", first_name="Ada", last_name="Admin")
    sign_in(client, user)
    return user


def exported(client, kind, **query) -> str:
    response = client.get(REPORT, {"export": kind, **query})
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def test_an_admin_filters_by_a_name_a_date_and_an_action(client, admin):
    guest = UserFactory(username="guest", first_name="Grace", last_name="Guest")
    record(FACTOR_FAILED, guest, by=guest)
    record(SIGNED_IN, admin, by=admin, method="password")
    for query, shown in (
        ({"who": "grace guest"}, "Failed at the second factor"),
        ({"action": SIGNED_IN}, "Signed in with password"),
        ({"timestamp_from": "2020-01-01"}, "Failed at the second factor"),
    ):
        assert shown in client.get(REPORT, query).content.decode()
    assert "Failed at" not in client.get(REPORT, {"who": "ada"}).content.decode()
    assert "Failed at" not in client.get(f"{REPORT}results/", {"who": "ada"}).content.decode()


def test_the_report_asks_as_much_with_a_thousand_users(client, admin, count_queries):
    record(FACTOR_FAILED, admin, by=admin)
    few = count_queries(lambda: client.get(REPORT))
    for user in UserFactory.create_batch(30):
        record(FACTOR_FAILED, user, by=user)
    assert count_queries(lambda: client.get(REPORT)) <= few
    assert client.get(REPORT).content.decode().count("<option") < 30


def test_csv_and_json_hold_the_same_entries_and_say_who(client, admin, post):
    record(FACTOR_FAILED, admin, by=admin)
    post.save_revision(user=admin, log_action=True)
    rows = list(csv.reader(io.StringIO(exported(client, "csv"))))
    entries = json.loads(exported(client, "json"))
    # The first export is an entry of the second.
    assert [row[-1] for row in rows[1:]] == [entry["message"] for entry in entries[1:]]
    assert entries[0]["action"] == EXPORTED
    found = {entry["action"]: entry for entry in entries}
    assert found[FACTOR_FAILED]["user"] == "Ada Admin"
    assert found["wagtail.edit"]["label"] == post.title
    assert json.loads(exported(client, "json", who="nobody")) == []


def test_an_export_is_told_with_the_file_and_a_look_is_not(client, admin):
    client.get(REPORT)
    assert not ModelLogEntry.objects.filter(action=EXPORTED).exists()
    client.get(REPORT, {"export": "csv"})
    entry = ModelLogEntry.objects.get(action=EXPORTED)
    assert entry.user == admin
    assert entry.data["file"].endswith(".csv")
    client.get(REPORT, {"export": "exe"})
    assert ModelLogEntry.objects.filter(action=EXPORTED).count() == 1


def test_authors_and_editors_read_nothing_about_people(client):
    record(FACTOR_FAILED, UserFactory(username="secret-name"))
    for role in ("Authors", "Editors"):
        client.force_login(UserFactory(group=role))
        assert "secret-name" not in client.get(REPORT).content.decode()
        assert "secret-name" not in exported(client, "json")


def test_the_report_names_no_token_that_its_reader_may_not_manage(client, blog, admin):
    author, root = UserFactory(group="Authors"), UserFactory(is_superuser=True)
    for user in (author, admin, root):
        log(make_token(user, f"Of {user}")[0], "wagtail.apitoken.create", user=user)
    for reader, shown in ((author, 1), (admin, 2), (root, 3)):
        sign_in(client, reader)
        labels = [entry["label"] for entry in json.loads(exported(client, "json"))]
        assert sum(label.startswith("Of ") for label in labels) == shown
