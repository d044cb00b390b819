"""The settings of the site where long posts are edited: the tests', with a stock page type."""
# ruff: noqa: F403, F405

from config.settings.test import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.workbench.bench.review.stock.apps.ReviewStockConfig"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
TASKS["default"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
# `runserver` then makes the application by itself: config.wsgi refuses the tests' key.
WSGI_APPLICATION = None
