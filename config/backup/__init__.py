"""Makes backups of a whole site, and restores them on any engine and any storage."""
