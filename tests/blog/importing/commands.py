"""Runs the import command as a test does."""

from io import StringIO

from django.core.management import call_command


def run(*arguments, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_posts", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()
