"""Keeps uploaded files on the local disk."""

from django.core.files.storage import FileSystemStorage

from config.media.naming import FittingNames


class MediaStorage(FittingNames, FileSystemStorage):
    """Django's own, under names that every file system takes."""
