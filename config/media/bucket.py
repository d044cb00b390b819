"""Speaks to one bucket of object storage: soon gives one up that is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from config.media.object_storage import StoreAwayError

# Seconds, and tries of each request. The library's own come to five minutes, for which each
# request for a document would hold a thread while a store is lost.
PATIENCE = {"connect_timeout": 2, "read_timeout": 10, "retries": {"total_max_attempts": 2}}


@contextmanager
def telling_of_loss() -> Iterator[None]:
    """Raise `StoreAwayError` for an error of the store's library, or FileNotFoundError for no file.

    Also a decorator.
    """
    try:
        yield
    except ClientError as error:
        # A HEAD, which has no body, says no more than its status.
        if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
            raise FileNotFoundError(str(error)) from error
        raise StoreAwayError(str(error)) from error
    except BotoCoreError as error:
        raise StoreAwayError(str(error)) from error


class Bucket(S3Storage):
    """The storage of django-storages; raises `StoreAwayError` and FileNotFoundError."""

    client_config = Config(**PATIENCE)
    save = telling_of_loss()(S3Storage.save)
    delete = telling_of_loss()(S3Storage.delete)
    exists = telling_of_loss()(S3Storage.exists)
    size = telling_of_loss()(S3Storage.size)
    listdir = telling_of_loss()(S3Storage.listdir)
    get_modified_time = telling_of_loss()(S3Storage.get_modified_time)

    @telling_of_loss()
    def open(self, name: str, mode: str = "rb") -> File:
        """Open a file, fetched by now where it is to be read."""
        return super().open(name, mode).open(mode)
