"""Two people in one page at once: nothing of either is lost or overwritten unsaid."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import get_page_models

from blog.review.newer_version import NewerVersionMixin
from tests.factories import BlogPostPageFactory, UserFactory
from tests.forms import edited_form

AUTOSAVE = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


class Editor:
    """Someone who has a page's form open in a browser."""

    def __init__(self, page, **user):
        self.user = UserFactory(group="Editors", **user)
        self.client = Client(headers={"host": "testserver"})
        self.client.force_login(self.user)
        self.page = page
        self.address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.read(self.client.get(self.address))

    def read(self, response):
        """Take over what the form says about versions, as a browser does."""
        page = response.context["page"]
        self.known = {
            "loaded_revision_id": str(page.latest_revision_id or ""),
            "loaded_revision_created_at": response.context["loaded_revision_created_at"] or "",
        }

    def send(self, text, headers=None, **buttons):
        data = {**edited_form(self.page, text, **buttons), **self.known}
        return self.client.post(self.address, data, headers=headers)

    def autosave(self, text) -> dict:
        answer = self.send(text, AUTOSAVE).json()
        if answer["success"]:
            self.known = {"overwrite_revision_id": str(answer["revision_id"])}
        return answer

    def save(self, text, **buttons):
        """Return the response of the form with the button that saves, or another."""
        response = self.send(text, **buttons)
        if response.status_code == 200:
            self.read(response)
        return response


def texts(page) -> list[str]:
    """Return the texts that the history of a page holds, the oldest first."""
    revisions = page.revisions.order_by("created_at", "pk")
    return [str(each.as_object().body[0].value) for each in revisions]


def newest(page) -> str:
    return texts(page)[-1]


@pytest.fixture
def page(blog):
    page = BlogPostPageFactory(parent=blog)
    page.save_revision()
    return page


@pytest.fixture
def second(page):
    return Editor(page, first_name="Second", last_name="Reader")


@pytest.fixture
def first(page):
    return Editor(page, first_name="First", last_name="Author")


@pytest.mark.parametrize("is_live", [True, False])
def test_the_second_to_autosave_is_told_and_neither_text_is_lost(page, is_live, told):
    type(page).objects.update(live=is_live)
    second, first = Editor(page, first_name="Second", last_name="Reader"), Editor(page)
    assert second.autosave("Second's.")["success"]
    assert second.autosave("Second's, longer.")["success"]
    refused = first.autosave("First's.")
    assert (refused["success"], refused["error_code"]) == (False, "invalid_revision")
    assert newest(page) == "Second's, longer."
    # What First typed is in her form; she is asked, and puts it on top.
    response = first.save("First's.")
    assert "Second Reader saved another version" in told(response)[0]
    assert newest(page) == "Second's, longer."
    assert first.save("First's.").status_code == 302
    assert texts(page)[-2:] == ["Second's, longer.", "First's."]
    # Now Second's autosave knows that hers is no longer the newest.
    assert not second.autosave("Second's again.")["success"]
    assert newest(page) == "First's."


@pytest.mark.parametrize("button", ["", "action-publish", "action-submit"])
def test_no_button_puts_a_text_above_one_that_was_not_seen(page, second, first, told, button):
    buttons = {button: "1"} if button else {}
    assert second.save("Second's.").status_code == 302
    response = first.save("First's <text>.", **buttons)
    assert "Second Reader saved another version" in told(response)[0]
    page.refresh_from_db()
    assert newest(page) == "Second's."
    assert page.current_workflow_state is None
    assert response.context["form"]["body"].value()[0].value == "First's <text>."
    assert first.save("First's <text>.", **buttons).status_code == 302
    assert texts(page)[-2:] == ["Second's.", "First's <text>."]


def test_the_comparison_shows_what_the_other_one_changed(page, second, first):
    opened = first.known["loaded_revision_id"]
    second.save("Second's.")
    response = first.save("First's.")
    newer = page.revisions.order_by("pk").last()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, opened, newer.pk])
    assert address in response.content.decode()
    comparison = first.client.get(address).content.decode()
    assert "Second" in comparison
    assert "First&#x27;s" not in comparison


def test_who_overwrote_their_own_autosave_is_not_overwritten(page, second):
    """Autosave keeps one revision, so that its id alone does not tell that it changed."""
    second.autosave("Second's.")
    first = Editor(page)
    second.autosave("Second's, longer.")
    assert not first.autosave("First's.")["success"]
    assert first.save("First's.").status_code == 200
    assert newest(page) == "Second's, longer."


def test_ones_own_autosave_on_its_way_is_no_other_version(page, second, first):
    """The form may leave before the answer that tells it of its own revision."""
    second.save("Second's.")
    first.read(first.client.get(first.address))
    before = first.known
    assert first.autosave("First's.")["success"]
    first.known = before
    assert first.save("First's, at last.", **{"action-publish": "1"}).status_code == 302
    assert newest(page) == "First's, at last."


def test_ones_own_versions_hide_nobody_elses(page, second, first, told):
    other_tab = Editor(page)
    other_tab.client.force_login(first.user)
    second.save("Second's.")
    other_tab.save("First's.")
    other_tab.save("First's.")
    assert newest(page) == "First's."
    assert "Second Reader saved another version" in told(first.save("First's first tab."))[0]


def test_tags_given_to_many_posts_are_not_lost_under_an_open_form(page, second, editor, desk):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "add_tags"])
    desk.post(f"{url}?id={page.pk}&next=/admin/", {"tags": "Drift"})
    assert not second.autosave("Second's.")["success"]
    assert second.save("Second's.").status_code == 200
    page.refresh_from_db()
    assert [str(tag) for tag in page.get_latest_revision_as_object().tags.all()] == ["Drift"]


def test_alone_nobody_is_asked(page, second):
    assert second.autosave("One.")["success"]
    assert second.autosave("Two.")["success"]
    assert second.save("Three.").status_code == 302
    second.read(second.client.get(second.address))
    assert second.save("Four.", **{"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert str(page.body[0].value) == "Four."


@pytest.fixture
def overtaken_by(monkeypatch):
    """Return a function that lets a deed happen while the next form waits for the lock."""
    take = NewerVersionMixin.form_valid
    deeds = []

    def form_valid(view, form):
        if deeds:
            deeds.pop()()
        return take(view, form)

    monkeypatch.setattr(NewerVersionMixin, "form_valid", form_valid)
    return deeds.append


def test_an_autosave_on_its_way_undoes_no_publishing(page, first, overtaken_by):
    type(page).objects.update(live=False)
    first.read(first.client.get(first.address))
    overtaken_by(lambda: first.send("The whole text.", **{"action-publish": "1"}))
    refused = first.autosave("The whole te")
    assert (refused["success"], refused["error_code"]) == (False, "invalid_revision")
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert (str(page.body[0].value), newest(page)) == ("The whole text.", "The whole text.")


def test_a_form_on_its_way_takes_no_page_offline_and_no_page_back(page, first, blog, overtaken_by):
    type(page).objects.update(live=False)
    first.read(first.client.get(first.address))
    home = blog.get_parent()

    def publish_and_move():
        type(page).objects.get(pk=page.pk).get_latest_revision().publish()
        type(page).objects.get(pk=page.pk).move(home, pos="last-child")

    overtaken_by(publish_and_move)
    assert first.save("First's.").status_code == 302
    page = type(page).objects.get(pk=page.pk)
    assert page.live
    assert page.get_parent().pk == home.pk
    assert page.url_path.startswith(home.url_path)
    assert newest(page) == "First's."


def test_every_page_type_is_guarded():
    for model in get_page_models():
        views = page_viewset_registry.get_by_type(model)
        assert issubclass(views.edit_view_class, NewerVersionMixin)
        assert issubclass(views.revisions_revert_view_class, NewerVersionMixin)


def test_a_version_that_is_no_number_is_a_bad_request(page, second, first):
    second.save("Second's")
    for field in ("loaded_revision_id", "overwrite_revision_id"):
        for wrong in ("²", "9" * 5000):
            first.known = {field: wrong}
            assert first.send("First's").status_code == 400, (field, wrong)
