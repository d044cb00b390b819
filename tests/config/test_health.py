import pytest
from django.test import override_settings


@pytest.mark.parametrize("host", ["localhost", "probe.invalid", "10.1.2.3:99"])
def test_health_answers_before_the_host_check_and_the_redirect(client, host):
    with override_settings(ALLOWED_HOSTS=["example.org"], SECURE_SSL_REDIRECT=True):
        response = client.get("/healthz", headers={"host": host})
    assert (response.status_code, response.content) == (200, b"ok\n")
