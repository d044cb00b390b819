"""Knows when what the public sees has changed, in every process, and tells those that keep it."""
