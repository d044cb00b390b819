"""Lets programs read and write by the API that Wagtail ships, within the rules of this site."""
