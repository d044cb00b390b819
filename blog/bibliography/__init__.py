"""Reads citations in texts, and writes them and the list of references by a style of CSL."""
