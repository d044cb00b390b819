"""Production's settings, for a site whose webhooks may lead to one port of this machine."""

import os

from config.settings.production import *  # noqa: F403 — as settings are extended

OUTBOUND_TEST_PORT = int(os.environ["RECEIVER_PORT"])
