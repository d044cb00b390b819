"""Writes the public site as files that any web server can answer with."""
