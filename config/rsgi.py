"""Builds the RSGI application that `serve` runs: `config.wsgi`, without a thread for each body."""

from config.wsgi import application as wsgi_application

# It reads models, which are there only now.
from config.serving.bridge import Bridge  # isort: skip

application = Bridge(wsgi_application.application)
