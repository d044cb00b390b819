#!/usr/bin/env python
"""Run Django's commands, with the production settings unless told otherwise."""

import gc
import os
import sys

# What these write is for others: code, catalogues, files that a web server reads.
PUBLIC_COMMANDS = {"collectstatic", "makemigrations", "makemessages", "compilemessages"}


def main() -> None:
    # Modules are no garbage: looking for it takes a fifth of a start. See config.apps.
    gc.disable()
    if sys.version_info < (3, 11):  # noqa: UP036  (the check is for those below the minimum)
        sys.exit("Epoch needs Python 3.11 or newer; this is %s." % sys.version.split()[0])  # noqa: UP031
    if not PUBLIC_COMMANDS & set(sys.argv[1:2]):
        # The database, mail and keys that a command may write are their owner's alone.
        os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: run `make demo` or activate the environment.")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Error: {error}")


if __name__ == "__main__":
    main()
