"""Notices in every process that what the public sees has changed, and tells all that keep it."""
