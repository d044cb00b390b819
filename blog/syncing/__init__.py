"""Keeps a folder of Markdown files and a blog equal, whichever side was changed."""
