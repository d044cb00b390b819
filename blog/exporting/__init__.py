"""Writes a blog as a folder of plain files that any system, and our own importer, can read."""
