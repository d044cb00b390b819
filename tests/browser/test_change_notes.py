"""Change notes as an editor meets them: in the form, and in the list that withholds comparisons."""

import pytest
from playwright.sync_api import expect

from blog.change_notes.tasks import make_comparison
from blog.models import BlogIndexPage, PublishedVersion
from tests.browser.axe import axe_source, violations
from tests.factories import BlogPostPageFactory, UserFactory
from tests.queue import run_waiting

pytestmark = pytest.mark.browser
PANEL_TOGGLE = "section:has(#id_change_note) > .w-panel__header [data-panel-toggle]"
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def corrected(blog_url):
    """A post that was corrected once, with a comparison."""
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=[("markdown", "0.1")])
    for rate, note in (("0.2", ""), ("0.01", "Corrected the learning rate")):
        draft = post.get_latest_revision_as_object()
        draft.body = [("markdown", f"The rate is {rate}.")]
        draft.change_note, draft.change_kind = note, "correction" if note else "small"
        draft.save_revision().publish()
    run_waiting(make_comparison)
    return post


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_write_and_withhold_notes(corrected, blog_url, open_page, shoot, scheme):
    UserFactory(username="editor", group="Editors")
    page, axe = open_page(blog_url, "editor"), axe_source()
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/admin/pages/{corrected.pk}/edit/")
    page.locator(PANEL_TOGGLE).last.click()
    page.locator("#id_change_note").fill("Corrected a formula")
    page.locator("#id_change_kind").select_option("correction")
    page.locator("#id_change_note").scroll_into_view_if_needed()
    assert violations(page, axe) == []
    shoot(page, "form")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/admin/pages/{corrected.pk}/change-notes/")
        assert violations(page, axe) == []
        assert page.evaluate(FITS)
        shoot(page, f"list-{width}")
    page.get_by_role("button", name="Withhold").click()
    expect(page.get_by_text("Readers no longer see it.")).to_be_visible()
    page.reload()  # without the message, which fades in
    page.get_by_role("cell", name="Withheld").wait_for()
    assert violations(page, axe) == []
    assert PublishedVersion.objects.of(corrected).first().is_withheld
