"""Sets up development: tracebacks in the browser, static files from their source."""

from .base import *

DEBUG = True
# runserver then makes the application by itself: config.wsgi refuses DEBUG.
WSGI_APPLICATION = None
SECRET_KEY = SECRET_KEY or "development-only-" + "x" * 50
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Mail leaves at once, so that its errors are seen.
EMAIL_BACKEND = MAIL_CARRIER
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Warns of a view whose answer depends on something that the page cache does not know of.
MIDDLEWARE = [*MIDDLEWARE, "config.page_cache.undeclared.UndeclaredReadsMiddleware"]
