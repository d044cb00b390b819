"""Describes the two buckets of object storage as Django's STORAGES has them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

S3 = "config.media.bucket.Bucket"
# Bytes of a file that is open; what is larger is read by way of the disk.
MAX_IN_MEMORY = 8 * 1024 * 1024


def pictures_url(bucket: str, *, endpoint: str = "", region: str = "", domain: str = "") -> str:
    """Return the address below which everyone may read the pictures' bucket.

    Raises ImproperlyConfigured for what would be no address: it stands in all stored bodies.
    """
    if endpoint and not re.fullmatch(r"https?://[^/\s@]+(/[^\s?#]*)?", endpoint):
        raise ImproperlyConfigured("S3_ENDPOINT_URL must look like https://store.example.org.")
    if domain and not re.fullmatch(r"[\w.-]+(:\d+)?(/[^/\s?#]+)*/?", domain):
        raise ImproperlyConfigured("S3_PUBLIC_DOMAIN must look like media.example.org.")
    if domain:
        return f"https://{domain}/"
    if endpoint:
        store = urlsplit(endpoint)
        return f"{store.scheme}://{store.netloc}/{bucket}/"
    return f"https://{'.'.join(filter(None, [bucket, 's3', region]))}.amazonaws.com/"


def stores(
    public: str, private: str, *, endpoint: str = "", region: str = "", domain: str = ""
) -> dict[str, dict[str, Any]]:
    """Return the storages of uploads: pictures in one bucket, documents in another.

    An `endpoint` is that of another S3-compatible store than Amazon's, a `domain` one that leads
    to the pictures, such as a CDN's. Any: options are of any type.
    """
    scheme, _, address = pictures_url(
        public, endpoint=endpoint, region=region, domain=domain
    ).partition("//")
    options = {
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "file_overwrite": False,
        # Addresses stand in stored Documents: they carry no signature, which would expire.
        "querystring_auth": False,
        "max_memory_size": MAX_IN_MEMORY,
    }
    pictures = {
        "bucket_name": public,
        "custom_domain": address.rstrip("/"),
        "url_protocol": scheme,
        # Their names change with their content.
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    return {
        "default": {"BACKEND": "config.media.object_storage.PublicAndPrivateStorage"},
        "pictures": {"BACKEND": S3, "OPTIONS": options | pictures},
        "documents": {"BACKEND": S3, "OPTIONS": options | {"bucket_name": private}},
    }
