"""The benchmark's settings: those of the tests, on a database of its own for each corpus."""
# ruff: noqa: F403, F405

from config.settings.test import *

CORPUS = env.str("BENCH_CORPUS", default="real")
BENCH_DIR = BASE_DIR / "var" / "bench"
BENCH_DIR.mkdir(parents=True, exist_ok=True)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = str(BENCH_DIR / f"{CORPUS}.sqlite3")
else:
    DATABASES["default"]["NAME"] += f"_bench_{CORPUS.replace('-', '_')}"
MEDIA_ROOT = BENCH_DIR / "media" / CORPUS
# A publish is measured with all that a site does at one.
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
# The peer called "Wagtail" is what Wagtail comes with, whatever the site makes of it; its index is
# the one that the site's own backend keeps, so it need not be written twice.
WAGTAILSEARCH_BACKENDS["stock"] = {
    "BACKEND": "wagtail.search.backends.database",
    "AUTO_UPDATE": False,
}
