"""A view's writes are one; a busy database is asked again, with what was typed."""

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from wagtail.models import Page, PageLogEntry, Revision

from blog.models import BlogPostPage, StoredDocument
from config import urls
from config.transactions import transaction as writes
from config.transactions.transaction import DatabaseBusyError
from tests.factories import BlogPostPageFactory
from tests.forms import edited_form

pytestmark = pytest.mark.django_db


def write_and_fail(request):
    Group.objects.create(name="Written")
    raise DatabaseBusyError


def write_and_lose_the_database(request):
    Group.objects.create(name="Written")
    raise OperationalError from psycopg.OperationalError("the connection is lost")


def write_and_break(request):
    Group.objects.create(name="Written")
    raise ZeroDivisionError


@transaction.non_atomic_requests
def write_on_its_own(request):
    return HttpResponse(str(transaction.get_connection().in_atomic_block))


def write(request):
    return HttpResponse(str(len(transaction.get_connection().savepoint_ids)))


class Addresses:
    handler500 = urls.handler500
    urlpatterns = [
        path("fails/", write_and_fail),
        path("admin/fails/", write_and_fail),
        path("loses/", write_and_lose_the_database),
        path("admin/loses/", write_and_lose_the_database),
        path("breaks/", write_and_break),
        path("own/", write_on_its_own),
        path("writes/", write),
        *urls.urlpatterns,
    ]


@pytest.fixture
def addresses(settings, site):
    settings.ROOT_URLCONF = Addresses


@pytest.mark.usefixtures("addresses")
def test_what_a_view_wrote_before_it_broke_is_undone(client):
    client.raise_request_exception = False
    assert client.post("/breaks/").status_code == 500
    assert client.post("/fails/").status_code == 503
    assert not Group.objects.filter(name="Written").exists()


@pytest.mark.usefixtures("addresses")
def test_reading_and_exempt_views_run_in_no_transaction_of_ours(client):
    # The test's own transaction is the one that is always there.
    assert client.get("/writes/").content == b"0"
    assert client.post("/writes/").content == b"1"


@pytest.mark.usefixtures("addresses")
def test_an_exempt_view_is_left_alone(client, django_capture_on_commit_callbacks):
    client.post("/own/")
    assert client.post("/own/").status_code == 200


@pytest.mark.usefixtures("addresses")
@pytest.mark.parametrize(
    "address", ["/fails/?next=%2Fadmin%2F", "/admin/fails/", "/loses/", "/admin/loses/"]
)
def test_the_busy_page_sends_the_same_again(desk, address):
    desk.raise_request_exception = False
    typed = {"title": 'A "quoted" <title>', "tags": ["one", "two"], "new_password": "secret"}
    response = desk.post(address, typed)
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    page = BeautifulSoup(response.content, "html.parser")
    retry = page.select_one("form[method=post]:has(input[name=title])")
    assert retry["action"] == address
    fields = [(field["name"], field["value"]) for field in retry.select("input[type=hidden]")]
    kept = [field for field in fields if field[0] != "csrfmiddlewaretoken"]
    assert kept == [("title", 'A "quoted" <title>'), ("tags", "one"), ("tags", "two")]
    assert "Passwords must be entered again" in page.text
    assert "Files must" not in page.text


@pytest.mark.usefixtures("addresses")
def test_a_database_that_is_away_is_asked_nothing_more(client, django_assert_num_queries):
    client.raise_request_exception = False
    # What the view asks itself.
    with django_assert_num_queries(1):
        response = client.get("/loses/")
    assert response.status_code == 503
    assert (response["Retry-After"], response["Cache-Control"]) == ("5", "private, no-store")
    page = BeautifulSoup(response.content, "html.parser")
    assert "can't reach its database" in page.text
    assert not page.select("form")


@pytest.mark.usefixtures("addresses")
@pytest.mark.parametrize("address", ["/admin/fails/", "/admin/loses/"])
def test_a_script_is_told_as_json(desk, address):
    desk.raise_request_exception = False
    response = desk.post(address, headers={"accept": "application/json"})
    assert response.status_code == 503
    assert response.json()["success"] is False
    assert "not saved yet" in response.json()["error_message"]


def test_a_publish_that_breaks_at_its_end_leaves_nothing_behind(desk, post, monkeypatch):
    post.save_revision().publish()
    before = (Revision.objects.count(), PageLogEntry.objects.count())

    def give_up(*args, **kwargs):
        raise DatabaseBusyError

    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.redirect_away", give_up)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    response = desk.post(address, edited_form(post, "Changed.", **{"action-publish": "1"}))
    assert response.status_code == 503
    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before
    stored = StoredDocument.objects.get(page=post)
    assert "Changed." not in stored.html
    assert BlogPostPage.objects.get(pk=post.pk).live_revision.as_object().body == post.body


def test_an_error_outside_views_is_busy_too(site, monkeypatch):
    """As when a session can't be written at the end of a request."""

    def give_up(*args):
        raise DatabaseBusyError

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", give_up)
    client = Client(raise_request_exception=False)
    assert client.get("/").status_code == 503
    assert not writes._turn.locked()
    assert Page.objects.exists()


@pytest.mark.parametrize(
    "place", ["common.CommonMiddleware", "clickjacking.XFrameOptionsMiddleware"]
)
def test_the_page_before_the_csrf_check_sends_again_what_our_own_form_sent(
    site, monkeypatch, place
):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    login = BeautifulSoup(client.get("/admin/login/").content, "html.parser")
    token = login.select_one("input[name=csrfmiddlewaretoken]")["value"]
    typed = {"word": "typed"}

    def give_up(*args):
        raise DatabaseBusyError

    with monkeypatch.context() as busy:
        busy.setattr(f"django.middleware.{place}.__call__", give_up)
        own = client.post("/admin/login/", {**typed, "csrfmiddlewaretoken": token})
        foreign = client.post("/admin/login/", {**typed, "csrfmiddlewaretoken": "x" * 64})
    assert (own.status_code, foreign.status_code) == (503, 503)
    assert b"typed" not in foreign.content
    form = BeautifulSoup(own.content, "html.parser").select_one("form:has(input[name=word])")
    again = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert again["word"] == "typed"
    assert client.post("/admin/login/", again).status_code == 200


def test_bulk_actions_change_each_post_by_itself(desk, blog, post, monkeypatch):
    """One transaction over all of them would keep every other writer waiting."""
    depths = []

    def note_depth(*args):
        depths.append(len(transaction.get_connection().savepoint_ids))
        return True

    monkeypatch.setattr("blog.desk.post_actions.adding_tags", lambda names: note_depth)
    posts = [post, BlogPostPageFactory(parent=blog)]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "add_tags"])
    chosen = "&".join(f"id={each.pk}" for each in posts)
    assert desk.post(f"{address}?{chosen}", {"tags": "drift"}).status_code == 302
    # Its own transaction is the first within the test's.
    assert depths == [1, 1]
