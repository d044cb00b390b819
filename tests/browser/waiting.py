"""Waits for a state, however long a busy machine takes to come to it."""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from blog.models import BlogPostPage

PATIENCE = 60
CONTROLLERS = """const [unsaved, autosave] = ["w-unsaved", "w-autosave"].map((name) =>
  wagtail.app.getControllerForElementAndIdentifier(
    document.querySelector("[data-edit-form]"), name));"""
# Wagtail connects its form twice, and begins to watch it as often.
COUNT_WATCHES = """window.watchesToCome = 0;
document.addEventListener("w-unsaved:ready", () => { watchesToCome += 1; });
document.addEventListener("w-unsaved:watch-edits", () => { watchesToCome -= 1; });"""
IS_WATCHED = f"""() => {{
  {CONTROLLERS}
  return Boolean(unsaved?.initialFormData) && watchesToCome <= 0;
}}"""
IS_SAVED = f"""() => {{
  {CONTROLLERS}
  const isEdited = unsaved.forceValue || unsaved.formData !== unsaved.initialFormData;
  return !autosave.submitPromise && (!autosave.activeValue || !isEdited);
}}"""


def wait_until(page: Page, is_true: Callable[[], bool]) -> None:
    """Let the browser and its server go on until something is true."""
    end = time.monotonic() + PATIENCE
    while not is_true() and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert is_true()


def wait_until_watched(page: Page) -> None:
    """Wait until Wagtail compares the form with what it was opened with, two seconds later."""
    page.wait_for_function(IS_WATCHED)


def wait_until_saved(page: Page) -> None:
    """Wait until autosave has had its turn: nothing of the form is unsaved or on its way."""
    wait_until_watched(page)
    # What was typed while an autosave was on its way is announced a moment after its answer.
    for _time in range(2):
        page.wait_for_function(IS_SAVED)
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def wait_for_draft(page: Page, text: str) -> None:
    """Wait until the newest draft of the only post has a text in its first block."""
    wait_until(page, lambda: text in first_text_of_draft())


def first_text_of_draft() -> str:
    return BlogPostPage.objects.get().get_latest_revision_as_object().body[0].value


def markdown_in(page: Page) -> Locator:
    """Return the field of the first Markdown block, which has what its editor shows."""
    return page.locator("textarea[data-paste-url]").first
