"""Has programs of others ask a running site by its API; what it takes of the tests needs Django."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()
