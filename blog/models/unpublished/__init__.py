"""Models what hangs on pages that readers do not see: drafts, failed schedules, the bin."""
