"""The help inside the admin says how things are done with people, and leads to where."""

import re

import pytest

from tests.factories import UserFactory
from tests.people import sign_in

pytestmark = pytest.mark.django_db


def test_the_recipes_lead_to_pages_that_an_admin_gets(client, blog):
    sign_in(client, UserFactory(group="Admins"))
    page = client.get("/admin/help/people/").content.decode()
    body = page[page.index('id="invite"') :]
    links = set(re.findall(r'<a href="(/admin/[^"]+)"', body))
    assert len(links) == 4
    for link in links:
        assert client.get(link).status_code == 200
    for name in ("invite", "second-factor", "who-changed-what", "restore", "leaver"):
        assert f'id="{name}"' in page
