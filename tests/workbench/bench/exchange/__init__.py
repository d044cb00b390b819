"""Judges the import: what is kept of archives, beside renderers that know nothing of ours."""
