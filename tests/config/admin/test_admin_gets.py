"""Nobody is signed out by a GET, which a picture in a post could ask for.

That no GET writes anything is seen in tests/config/permissions.
"""

from django.conf import settings
from django.urls import reverse


def test_a_get_does_not_log_out(admin_client):
    admin_client.get(reverse("wagtailadmin_home"))  # whose session is noted by it
    response = admin_client.get(reverse("wagtailadmin_logout"))
    assert response.status_code == 405
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert admin_client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_post_does_log_out(admin_client):
    assert admin_client.post(reverse("wagtailadmin_logout")).status_code == 302
    assert admin_client.get(reverse("wagtailadmin_home")).status_code == 302
