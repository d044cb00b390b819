"""Keeps finished pages in front of Django, until what they show changes."""
