"""Reports what the site does and whether it is well: logs, heartbeat, metrics."""
