"""Wagtail's LogoutView deletes the session's cookie on a GET that it refuses.

Undo the path `admin/logout/` in config/urls.py when this fails.
"""

from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from wagtail.admin.views.account import LogoutView


def test_the_stock_view_drops_the_cookie_of_a_refused_get():
    request = RequestFactory().get("/admin/logout/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    response = LogoutView.as_view()(request)
    assert response.status_code == 405
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
