"""Reads the bodies that programs send: as the rows hold them, as Markdown, as notebooks."""
