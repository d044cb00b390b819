"""Sets up tests: quick password hashing, mail in memory, no counting of searches."""

import os
from pathlib import Path

# Whoever tests what is off starts a process of its own.
os.environ.setdefault("API", "true")

from .base import *

SECRET_KEY = "test-only-" + "k" * 50
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, two sessions wait for each other as in production; in memory they fail at once.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# The suite names a folder of its own, which pytest clears away; see tests/conftest.py.
MEDIA_ROOT = DATA_DIR / "test-media"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Files come from where they are written; what `make demo` collected may be old.
STATIC_ROOT = DATA_DIR / "no-static"
BACKUP_DIR: Path | None = None
# A busy machine is no news.
SLOW_REQUEST_MS = SLOW_QUERY_MS = 0
# No thread writes beside a test.
SEARCH_COUNTS = False
# Wagtail's own index and its usage counts are half of what a post costs, and few tests look at
# them: those use the fixture `wagtail_indexes`.
TASKS["default"] = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
