"""A person comes and goes: invited, at work, deactivated, and read of in the log."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import mail
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.browser.axe import axe_source, violations
from tests.browser.chromium import LISTEN
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser
PASSWORD = "a-fresh-lamp-43"


def keep_error(found, message) -> None:
    # A machine whose time zone has no name.
    if message.type == "error" and "Invalid time zone" not in message.text:
        found.append(message.text)


def test_an_admin_invites_hands_over_and_reads_the_log(blog_url, open_page, shoot):
    axe, stopped = axe_source(), []
    UserFactory(username="admin", group="Admins", first_name="Ada", last_name="Admin")
    admin, guest = open_page(blog_url, "admin"), open_page(blog_url)
    for page in (admin, guest):
        page.add_init_script(LISTEN)
        page.on("console", lambda each: keep_error(stopped, each))

    def look(page, name):
        shoot(page, name)
        assert violations(page, axe) == [], name

    admin.goto("/admin/invitations/new/")
    look(admin, "invite")
    admin.fill("#id_email", "grace@example.org")
    admin.select_option("#id_role", label="Editors")
    admin.get_by_role("button", name="Send the invitation").click()
    admin.wait_for_url("**/admin/invitations/")
    admin.reload()  # without Wagtail's message, whose contrast is its own
    look(admin, "invitations")
    guest.goto(re.search(r"https?://[^/]+(/admin/invitation/\S+)", mail.outbox[-1].body)[1])
    look(guest, "accept")
    for field, text in (("username", "grace"), ("first_name", "Grace"), ("last_name", "Hopper"),
                        ("password1", PASSWORD), ("password2", PASSWORD)):  # fmt: skip
        guest.fill(f"#id_{field}", text)
    guest.get_by_role("button", name="Make your account").click()
    guest.wait_for_url("**/admin/login/**")
    guest.fill("input[name=username]", "grace")
    guest.fill("input[name=password]", PASSWORD)
    guest.click("button[type=submit]")
    guest.wait_for_url("**/admin/account/")

    grace = User.objects.get(username="grace")
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), owner=grace, title="Compilers")
    for path in ("roles/", "help/people/", f"users/edit/{grace.pk}/"):
        admin.goto(f"/admin/{path}")
        look(admin, Path(path).name)
    admin.goto(f"/admin/users/{grace.pk}/deactivate/")
    look(admin, "deactivate")
    admin.fill("#id_successor", "admin")
    admin.get_by_role("button", name="Deactivate").click()
    admin.wait_for_url("**/admin/users/")
    guest.goto("/admin/")
    assert "/admin/login/" in guest.url
    post.refresh_from_db()
    assert post.owner.username == "admin"
    admin.goto("/admin/reports/site-history/")
    for words in ("Deactivated; admin took over 1 pages", "Accepted the invitation as grace"):
        expect(admin.get_by_text(words)).to_have_count(1)
    look(admin, "log")
    assert stopped == []
