"""Tests: quick password hashing, mail kept in memory, tasks run at once."""

import tempfile

from .base import *

SECRET_KEY = "test-only-" + "k" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, two sessions wait for each other as in production; in memory they fail at once.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="epoch-media-"))
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Files come from where they are written; what `make demo` collected may be old.
STATIC_ROOT = DATA_DIR / "no-static"
# No thread writes beside a test.
SEARCH_COUNTS = False
