"""Somebody sets a second factor up and signs in with it: by app, recovery code and passkey."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_source, violations
from tests.factories import UserFactory
from tests.second_factor import App

pytestmark = pytest.mark.browser

CODE = "input[name=code]"


def give_password(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("input[name=username]", "mira")
    page.fill("input[name=password]", "secret-lamp-42")
    page.click("button[type=submit]")
    # To the next page, or what follows would break off the sending.
    page.wait_for_url(lambda url: "/login/" not in url)


def add_authenticator(page: Page) -> None:
    """Give Chromium a device of its own that makes passkeys."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
               "hasUserVerification": True, "isUserVerified": True}  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def page(blog_url, open_page) -> Page:
    UserFactory(username="mira", group="Editors")
    return open_page(blog_url)


def test_a_second_factor_is_set_up_and_signs_in(page, shoot):
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    give_password(page)
    page.goto("/admin/sign-in/app/add/")
    app = App.__new__(App)
    app.secret = page.inner_text(".totp-secret")
    page.fill(CODE, app.code())
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("button", name="Show the codes").click()
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    codes = page.locator(".recovery-codes code").all_inner_texts()
    shoot(page, "codes")
    add_authenticator(page)
    page.goto("/admin/sign-in/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Passkey 1")).to_be_visible()
    give_password(page)
    page.fill(CODE, codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    give_password(page)
    shoot(page, "code")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")
    give_password(page)
    page.fill(CODE, app.code(1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    assert not [text for text in refused if "Content Security Policy" in text]


def test_a_passkey_of_nobody_is_refused_in_words(page):
    App(User.objects.get())
    add_authenticator(page)
    give_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_axe_finds_nothing_on_the_pages_about_signing_in(blog_url, browser):
    source, found = axe_source(), {}
    UserFactory(username="mira", group="Editors")
    context = browser.new_context(base_url=blog_url, bypass_csp=True)
    page = context.new_page()
    give_password(page)
    for path in ("", "app/add/", "passkeys/add/", "sessions/", "again/"):
        page.goto(f"/admin/sign-in/{path}")
        found[path] = violations(page, source)
    App(User.objects.get())
    give_password(page)
    found["code/"] = violations(page, source)
    context.close()
    assert not any(found.values()), found
