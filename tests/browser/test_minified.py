"""The sheets that readers load mean in Chromium, minified, what they mean as written."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from config.responses.static_files import minified

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SHEETS = sorted((settings.BASE_DIR / "config" / "static" / "css").glob("*.css"))
RULES = """(source) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(source);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, ""));
}"""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_minified_sheet_has_the_same_rules(browser: Browser, sheet):
    source = sheet.read_text()
    page = browser.new_page()
    rules = page.evaluate(RULES, source)
    assert rules
    assert page.evaluate(RULES, minified(sheet.name, source)) == rules
    page.close()
