"""Sets up the database, and the task queue that is kept in it."""

from warnings import catch_warnings

from django.core.exceptions import ImproperlyConfigured

from .environment import env
from .site import DATA_DIR

# The warning about an unknown scheme would print the password.
with catch_warnings(action="ignore"):
    _database = env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
_engine = _database.get("ENGINE", "")
if not _engine.endswith(("sqlite3", "postgresql")):
    raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host/name.")
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A thread keeps its connection: on SQLite too, opening it costs as much as a page's queries.
_database["CONN_MAX_AGE"] = 600
if _engine.endswith("sqlite3"):
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    # Milliseconds: as patient as SQLite, then an editor is asked to try again.
    _database.setdefault("OPTIONS", {}).setdefault("options", "-c lock_timeout=20000")

# Wagtail's reference index runs at once, or usage counts and delete warnings would lag;
# what may wait is enqueued on "background" and run by `manage.py serve`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
