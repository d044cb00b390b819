"""Builds the WSGI application that every server runs; refuses an unsafe start as `serve` does."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from config.request_limits.request_guard import RequestGuard
from config.serving.preflight import check_settings, check_wsgi_start

# Modules are no garbage: looking for it takes a fifth of a start. See config.apps.
gc.disable()
# A thread that comes back from the database waits this many seconds for each busy one; an editor
# who holds the write lock comes back a hundred times.
sys.setswitchinterval(0.0005)

try:
    check_settings()
    django = get_wsgi_application()
    check_wsgi_start()
    # It reads models, which are there only now.
    from config.page_cache.wiring import with_page_cache

    application = RequestGuard(with_page_cache(django))
except (ImproperlyConfigured, CommandError) as error:
    # One line instead of a traceback; the exit code tells whoever started the server.
    sys.exit(f"Error: {error}")
