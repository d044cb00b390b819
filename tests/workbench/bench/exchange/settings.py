"""The judge's settings: those of the tests, with a database and media of its own per archive."""
# ruff: noqa: F403, F405

from config.settings.test import *

# As a site does: tests leave Wagtail's indexes out.
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
EXCHANGE_DIR = BASE_DIR / "var" / "exchange"
ARCHIVE = env.str("EXCHANGE_ARCHIVE", default="plain")
_folder = EXCHANGE_DIR / "sites"
_folder.mkdir(parents=True, exist_ok=True)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = str(_folder / f"{ARCHIVE}.sqlite3")
else:
    DATABASES["default"]["NAME"] += f"_exchange_{ARCHIVE}"
MEDIA_ROOT = _folder / "media" / ARCHIVE
