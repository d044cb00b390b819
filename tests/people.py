"""Who may see a page, and who is signed in."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS_KEY
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.models import Page, PageViewRestriction

RECORDS_USER_KEY = f"{RECORDS_KEY}_user"


def restrict(page: Page, kind: str) -> Page:
    """Put a page under a view restriction of one kind: login, groups or password."""
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open-sesame"
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name="Editors"))
    return page


def sign_in(client: Client, user: User) -> None:
    """Sign a user in who gave their password just now; `force_login` leaves it open when."""
    client.force_login(user)
    session = client.session
    session[RECORDS_KEY] = [{"method": "password", "at": time.time()}]
    session[RECORDS_USER_KEY] = str(user.pk)
    session.save()
