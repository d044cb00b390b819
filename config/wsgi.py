"""The WSGI entry that every server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from config.request_guard import RequestGuard
from config.startup import refuse_unsafe_start

refuse_unsafe_start()
application = RequestGuard(get_wsgi_application())
