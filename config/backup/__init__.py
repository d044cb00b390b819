"""Backups of a whole site, which any engine and any storage can take back."""
