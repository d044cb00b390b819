"""Remembers which image came from which address, so that no import fetches it again."""

import hashlib

from django.db import models


class FetchedPicture(models.Model):
    """An address that a picture was fetched from, and the SHA-1 of the library's image.

    An address may be longer than an index takes, so it is known by its SHA-256.
    """

    url_hash = models.CharField(max_length=64, unique=True)
    checksum = models.CharField(max_length=40)
    fetched_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.url_hash

    @classmethod
    def checksum_of(cls, url):
        """Return the checksum of what was fetched from an address; empty for none."""
        row = cls.objects.filter(url_hash=_hash_of(url)).first()
        return row.checksum if row else ""

    @classmethod
    def remember(cls, url, checksum):
        """Note what was fetched from an address."""
        cls.objects.update_or_create(url_hash=_hash_of(url), defaults={"checksum": checksum})


def _hash_of(url):
    return hashlib.sha256(url.encode()).hexdigest()
