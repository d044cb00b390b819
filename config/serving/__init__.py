"""Runs the site as production does: web server, scheduled publishing and background tasks."""
