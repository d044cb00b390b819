import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def search_page(blog_url, open_page):
    body = "## Rolling deployments\n\nKubernetes restarts what fails."
    BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), title="Deploying models", body=[("markdown", body)]
    )
    page = open_page(blog_url)
    page.goto("/search/")
    return page


def test_suggestions_are_a_combobox_for_the_keyboard(search_page):
    field = search_page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    # At once: key by key, a late answer to the first letters would begin the list anew.
    field.fill("deplo")
    options = search_page.get_by_role("option")
    # Titles, sections, then words; of those with one stem only one is offered.
    expect(options).to_contain_text(["Deploying models", "Rolling", "Deploying"])
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowUp")
    last = options.last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", last.get_attribute("id"))
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options.first).to_be_hidden()
    field.press("ArrowUp")
    field.press("ArrowUp")
    field.press("Enter")
    search_page.wait_for_url("**/#rolling-deployments")


def test_a_completion_is_searched_for(search_page):
    field = search_page.get_by_role("combobox")
    field.fill("kuber")
    search_page.get_by_role("option", name="Kubernetes", exact=True).click()
    search_page.wait_for_url("**/search/?q=Kubernetes")
    expect(search_page.locator(".hit mark")).to_have_text(["Kubernetes"])


def test_enter_without_a_choice_searches_for_what_was_typed(search_page):
    field = search_page.get_by_role("combobox")
    field.press_sequentially("kuber")
    field.press("Enter")
    search_page.wait_for_url("**/search/?q=kuber")
