"""Measures what reviewing costs: comparing revisions, and editing a long post in a browser."""
