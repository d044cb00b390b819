"""A real Chromium for the tests that need one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from wagtail.models import Site

from home.setup.pages import set_up_site
from home.starter.site import load_starter_site
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.waiting import COUNT_WATCHES, PATIENCE
from tests.factories import BlogIndexPageFactory, create_site
from tests.second_factor import PASSWORD

SCREENSHOTS = os.environ.get("SCREENSHOTS")
# For a machine that has other things to do; what is as expected costs none of it.
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: .ci/run installs it.")
        pytest.skip("Chromium is not installed here, so the browser tests were left out.")
    # While Playwright's loop runs, Django takes every query for one in an asynchronous context,
    # on a connection of its own; that one must restore the migrations' data just the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # None where no test that was chosen asks for them.
    contents = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        connection._test_serialized_contents = contents
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def as_served(wagtail_indexes) -> None:
    """Keep Wagtail's indexes: choosers are searched in here."""


@pytest.fixture
def blog_url(live_server, django_db_serialized_rollback) -> str:
    """The address of a live server with an empty blog; the blog's own path is /blog/."""
    site = create_site()
    site.hostname, site.port = live_server.thread.host, live_server.thread.port
    site.save()
    BlogIndexPageFactory(parent=site.root_page.specific)
    return live_server.url


@pytest.fixture
def starter_url(live_server, django_db_serialized_rollback) -> str:
    """The address of a live server with the starter site."""
    load_starter_site(set_up_site())
    Site.objects.update(hostname=live_server.thread.host, port=live_server.thread.port)
    return live_server.url


def session_cookie(username: str, base_url: str) -> dict[str, str]:
    """Sign somebody in by password; test_sign_in.py fills the form in a browser."""
    client = Client()
    client.post("/admin/login/", {"username": username, "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": base_url}


@pytest.fixture
def open_page(browser):
    """Return a function that opens a page of its own session, signed in where asked for."""
    contexts = []

    def open_page(base_url: str, username: str | None = None) -> Page:
        context = browser.new_context(base_url=base_url, viewport={"width": 1440, "height": 900})
        context.add_init_script(COUNT_WATCHES)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        if username:
            context.add_cookies([session_cookie(username, base_url)])
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shoot(request):
    """Return a function that keeps a screenshot, named by the test and a word.

    Only where SCREENSHOTS names a folder: they are for people to look at, and a busy
    machine's Chromium may fail to take one.
    """

    def shoot(page: Page, name: str) -> None:
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS) / f"{request.node.name}-{name}.png")

    return shoot
