"""How the site says what it does and whether it is well: logs, readiness, metrics."""
