"""Limits every request before a view sees it: size, clean forms, tries at passwords."""
