"""Sets up the app that holds the site's shell: base templates, static files and `serve`."""

import gc
from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings
from django.http import FileResponse


class ConfigConfig(AppConfig):
    name = "config"
    label = "epoch_config"

    def ready(self) -> None:
        # granian takes about five chunks ahead; with Django's 4 kB ones a slow reader of a
        # file would hold a thread for the whole download.
        FileResponse.block_size = 4 * 1024 * 1024
        # SQLite makes its file but not the folder; `serve` says so where it can't be made.
        with suppress(OSError):
            settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

        from config import signals  # noqa: F401  (connects its receivers)
        from config.freshness.announcing import announce_at_exit, settled_generation
        from config.responses.fitting_redirects import leave_out_long_addresses
        from search.public.once_per_change import set_source

        if settings.SENTRY_DSN:
            # With it comes a library that takes its time to load.
            from config.monitoring.error_reports import send_errors

            send_errors(
                settings.SENTRY_DSN, secrets=settings.LOGGING["formatters"]["line"]["secrets"]
            )
        # Switched off by what started Django. What is loaded by now stays to the end.
        gc.freeze()
        gc.enable()
        announce_at_exit()
        leave_out_long_addresses()
        set_source(settled_generation)
