"""Reads sources from BibTeX, RIS and CSL-JSON, and writes them as BibTeX."""
