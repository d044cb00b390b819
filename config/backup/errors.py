"""Holds the error of a backup that can't be made or restored."""


class BackupError(Exception):
    """One line for the person at the terminal: what is wrong and, where it helps, what to do."""
