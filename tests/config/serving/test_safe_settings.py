import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.serving.safe_settings import (
    check_key,
    covers_too_much,
    refuse_unsafe_start,
)

GOOD_KEY = "k3y-abcdefghijklmnopqrstuvwxyz-0123456789-ZYXWVUTSRQPONM"


@pytest.fixture
def safe(settings):
    settings.SECRET_KEY = GOOD_KEY
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["example.org"]
    settings.SITE_SCHEME, settings.SITE_HOST, settings.IS_HTTPS = "https", "example.org", True
    return settings


def test_safe_settings_are_accepted(safe):
    refuse_unsafe_start()


@pytest.mark.parametrize(
    "key",
    ["", "short", "x" * 80, "abcdefghij0123456789" * 4, "django-insecure-" + GOOD_KEY,
     "development-only-" + GOOD_KEY,
     "…    # python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"],
)  # fmt: skip
def test_a_missing_or_weak_key_is_refused(safe, key):
    safe.SECRET_KEY = key
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        refuse_unsafe_start()


def test_random_keys_of_fifty_characters_are_accepted():
    for _ in range(200):
        check_key(secrets.token_hex(25))
        check_key(secrets.token_urlsafe(38)[:50])


def test_debug_is_refused(safe):
    safe.DEBUG = True
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        refuse_unsafe_start()


def test_a_proxy_that_is_believed_must_be_counted(safe):
    safe.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    safe.TRUSTED_PROXIES = 0
    with pytest.raises(ImproperlyConfigured, match="set TRUSTED_PROXIES"):
        refuse_unsafe_start()
    safe.TRUSTED_PROXIES = 1
    refuse_unsafe_start()


@pytest.mark.parametrize("private", ["", "pictures"])
def test_documents_need_a_bucket_that_nobody_reads(safe, private):
    safe.S3_BUCKET, safe.S3_PRIVATE_BUCKET = "pictures", private
    with pytest.raises(ImproperlyConfigured, match="S3_PRIVATE_BUCKET must name a bucket"):
        refuse_unsafe_start()
    safe.S3_PRIVATE_BUCKET = "documents"
    refuse_unsafe_start()


def test_a_way_to_this_machine_is_for_tests(safe):
    safe.OUTBOUND_TEST_PORT = 8000
    with pytest.raises(ImproperlyConfigured, match="OUTBOUND_TEST_PORT"):
        refuse_unsafe_start()


@pytest.mark.parametrize(
    ("pattern", "is_too_much"),
    [("*", True), ("*.example.org", True), ("", True), (".", True), (".org", True),
     (".com.au", True), ("example.org", False), (".example.org", False), (".co.example.org", False),
     ("localhost", False), ("[::1]", False)],
)  # fmt: skip
def test_patterns_that_cover_the_hosts_of_others(pattern, is_too_much):
    assert covers_too_much(pattern) == is_too_much


@pytest.mark.parametrize(
    ("host", "is_accepted"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("example.org", False),
     ("10.0.0.1", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_plain_http_is_for_loopback(safe, host, is_accepted):
    safe.SITE_SCHEME, safe.SITE_HOST, safe.IS_HTTPS = "http", host, False
    if is_accepted:
        refuse_unsafe_start()
    else:
        with pytest.raises(ImproperlyConfigured, match="https"):
            refuse_unsafe_start()


def read_settings(names: str, **environment: str) -> list[str]:
    """Return settings as a new process with this environment reads them."""
    code = (
        "from django.conf import settings;"
        f"print('|'.join(str(getattr(settings, name)) for name in {names.split()!r}))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        **environment,
    }
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout.strip().split("|")


def test_https_turns_transport_security_on():
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_NAME DEBUG"
    assert read_settings(names, SITE_URL="https://example.org") == [
        "True", "True", "__Host-sessionid", "__Host-csrftoken", "False",
    ]  # fmt: skip


def test_loopback_over_http_leaves_transport_security_off():
    names = "SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE SESSION_COOKIE_NAME SITE_URL"
    assert read_settings(names, PORT="8123") == [
        "False", "False", "sessionid", "http://127.0.0.1:8123",
    ]  # fmt: skip


def test_a_secret_is_read_from_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text(GOOD_KEY)
    assert read_settings("SECRET_KEY", SECRET_KEY_FILE=str(file)) == [GOOD_KEY]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "eighty", "PORT must be a whole number"),
        ("FRONT_CACHE_URL", "varnish:6081", "FRONT_CACHE_URL must look like http://"),
        ("SHARED_MAX_AGE", "an hour", "SHARED_MAX_AGE must be a whole number of seconds"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name, value, message):
    with pytest.raises(subprocess.CalledProcessError) as error:
        read_settings("PORT", **{name: value})
    assert message in error.value.stderr


def test_several_caches_in_front_are_named():
    urls = "http://10.0.0.1:6081/,http://10.0.0.2:6081"
    (found,) = read_settings("FRONT_CACHE_URLS", FRONT_CACHE_URL=urls)
    assert found == "['http://10.0.0.1:6081', 'http://10.0.0.2:6081']"


def test_the_tests_settings_leave_no_folder_behind(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    code = "import config.settings.test"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert not list(tmp_path.iterdir())
