"""Development: tracebacks in the browser, static files straight from the source."""

from .base import *

DEBUG = True
# runserver then makes the application by itself: config.wsgi refuses DEBUG.
WSGI_APPLICATION = None
SECRET_KEY = SECRET_KEY or "development-only-" + "x" * 50
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# No background process runs beside Django's server.
EMAIL_BACKEND = MAIL_CARRIER
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
