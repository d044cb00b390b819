"""Two reports show the Admins group what was searched for and what found nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from openpyxl import load_workbook

from search.counting.counts import store
from search.counting.recording import Counted
from tests.factories import UserFactory
from tests.people import sign_in

PATHS = ["/admin/reports/searches/", "/admin/reports/searches-without-a-hit/"]


@pytest.fixture
def admin(client, site):
    sign_in(client, UserFactory(group="Admins"))
    return client


@pytest.fixture
def counts(site):
    today = timezone.localdate()
    store([
        Counted("drift", today, 3, 0),
        Counted("drift", today - timedelta(days=40), 6, 1),
        Counted("=1+1", today, 4, 4),
    ])  # fmt: skip


def rows(response):
    return [(row["text"], row["number"]) for row in response.context["object_list"]]


@pytest.mark.parametrize("path", [*PATHS, *(f"{path}results/" for path in PATHS)])
@pytest.mark.parametrize(("role", "status"), [("Authors", 302), ("Editors", 302), ("Admins", 200)])
def test_reports_open_to_admins(client, site, role, status, path):
    client.force_login(UserFactory(group=role))
    assert client.get(path).status_code == status
    client.logout()
    assert client.get(path).status_code == 302


def test_the_menu_holds_ours_and_not_wagtails(client, site):
    for user, is_shown in [
        (UserFactory(group="Admins"), True),
        (UserFactory(is_superuser=True), True),
        (UserFactory(group="Editors"), False),
    ]:
        client.force_login(user)
        page = client.get("/admin/").content.decode()
        assert [path in page for path in PATHS] == [is_shown] * 2
        assert "reports/search-terms/" not in page


def test_a_group_can_be_given_the_reports(admin):
    Group.objects.get(name="Editors").permissions.add(Permission.objects.get(codename="view_query"))
    page = admin.get(f"/admin/groups/edit/{Group.objects.get(name='Editors').pk}/").content.decode()
    assert f'value="{Permission.objects.get(codename="view_query").pk}"' in page
    admin.force_login(UserFactory(group="Editors"))
    assert admin.get(PATHS[0]).status_code == 200


def test_the_most_frequent_come_first(admin, counts):
    searches, misses = (admin.get(path) for path in PATHS)
    assert rows(searches) == [("drift", 9), ("=1+1", 4)]
    assert rows(misses) == [("=1+1", 4), ("drift", 1)]
    assert "Counts cover the searches that reach the site" in searches.content.decode()
    assert "/search/?q=drift&amp;order=relevance" in searches.content.decode()
    assert rows(admin.get(PATHS[0], {"ordering": "text"})) == [("=1+1", 4), ("drift", 9)]
    assert rows(admin.get(PATHS[0], {"ordering": "hits); --"})) == rows(searches)
    assert rows(admin.get(PATHS[0], {"q": "RIF"})) == [("drift", 9)]


def test_a_period_is_chosen(admin, counts):
    today = timezone.localdate()
    period = {"date_from": today - timedelta(days=7), "date_to": today}
    assert rows(admin.get(PATHS[0], period)) == [("=1+1", 4), ("drift", 3)]
    earlier = {"date_to": today - timedelta(days=1)}
    assert rows(admin.get(PATHS[0], earlier)) == [("drift", 6)]
    assert rows(admin.get(PATHS[1], period)) == [("=1+1", 4)]


def test_reports_are_exported_without_formulas(admin, counts):
    today = timezone.localdate()
    answer = admin.get(PATHS[0], {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines == ["Search,Number,Last on", f"drift,9,{today}", f"'=1+1,4,{today}"]
    answer = admin.get(PATHS[1], {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet["A"]] == ["Search", "=1+1", "drift"]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_a_report_says_that_counting_is_off(admin, settings):
    for settings.SEARCH_COUNTS in (True, False):
        page = admin.get(PATHS[0]).content.decode()
        assert ("switched off" in page) != settings.SEARCH_COUNTS


@pytest.mark.parametrize(("role", "status"), [("Authors", 302), ("Editors", 200), ("Admins", 200)])
def test_editors_pick_results(client, site, role, status):
    client.force_login(UserFactory(group=role))
    for path in ("", "add/"):
        assert client.get(f"/admin/searchpicks/{path}").status_code == status
