"""Webhooks in the admin: their form, their secret, a test, and what they were told."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from blog.models import Webhook, WebhookMessage
from tests.factories import BlogPostPageFactory, UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db
URL = "https://mirror.example/hook"


@pytest.fixture
def admins(client):
    sign_in(client, UserFactory(group="Admins"))
    return client


@pytest.fixture
def webhook(db):
    return Webhook.objects.create(name="Mirror", url=URL)


def form(**changes):
    return {"name": "Mirror", "url": URL, "hears_published": "on", "is_on": "on", **changes}


def test_an_admin_makes_one_and_is_led_to_its_page(admins):
    response = admins.post(reverse("webhooks:add"), form())
    made = Webhook.objects.get()
    assert response.url == reverse("webhooks:inspect", args=[made.pk])
    page = admins.get(response.url)
    assert made.secret not in page.content.decode()
    assert [event.value for event in made.events] == ["page.published"]


@pytest.mark.parametrize(
    "url",
    [
        "http://mirror.example/",
        "https://mirror.example:8443/",
        "https://user@mirror.example/",
        "ftp://mirror.example/",
    ],
)
def test_an_address_that_would_not_be_asked_is_refused(admins, url):
    response = admins.post(reverse("webhooks:add"), form(url=url))
    assert response.context["form"].errors["url"]
    assert not Webhook.objects.exists()


def test_the_secret_is_shown_once(admins, webhook):
    address = reverse("webhooks:secret", args=[webhook.pk])
    assert webhook.secret not in admins.get(address).content.decode()
    response = admins.post(address)
    assert webhook.secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    second = admins.post(address).content.decode()
    assert webhook.secret not in second
    assert Webhook.objects.get().secret in second
    assert ModelLogEntry.objects.filter(action="blog.webhook.secret").count() == 2


@pytest.mark.parametrize("name", ["add", "edit", "delete", "secret"])
def test_who_did_not_prove_themselves_lately_is_asked_to(client, webhook, name):
    client.force_login(UserFactory(group="Admins"))
    args = [] if name == "add" else [webhook.pk]
    assert "/sign-in/again/" in client.get(reverse(f"webhooks:{name}", args=args)).url


def test_a_test_is_written_unless_it_is_off(admins, webhook):
    address = reverse("webhooks:test", args=[webhook.pk])
    admins.post(address)
    assert WebhookMessage.objects.get().event == "webhook.test"
    Webhook.objects.update(is_on=False)
    admins.post(address)
    assert WebhookMessage.objects.count() == 1


def test_switching_on_begins_anew(admins, webhook):
    Webhook.objects.update(is_on=False, failing_since=webhook.due_at)
    admins.post(reverse("webhooks:edit", args=[webhook.pk]), form())
    webhook.refresh_from_db()
    assert webhook.is_on
    assert webhook.failing_since is None


@pytest.mark.parametrize("name", ["webhooks:index", "webhook_report"])
def test_the_lists_cost_the_same_for_more_rows(admins, blog, count_queries, name):
    def add():
        Webhook.objects.create(name="Mirror", url=URL, blog=blog)
        BlogPostPageFactory(parent=blog)

    add()
    admins.get(reverse(name))
    few = count_queries(lambda: admins.get(reverse(name)))
    add()
    add()
    assert count_queries(lambda: admins.get(reverse(name))) == few
    assert "Mirror" in admins.get(reverse(name)).content.decode()
