"""Sets where static files and uploads are kept, and how much a request may upload."""

from pathlib import Path
from typing import Any

from config.request_limits import limits

from .environment import env
from .site import BASE_DIR, DATA_DIR

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
# Whether collectstatic packs by brotli too, which the image does.
STATIC_BROTLI = env.bool("STATIC_BROTLI", default=False)
WHITENOISE_MAX_AGE = 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Any: options are of any type.
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "config.media.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "config.responses.static_files.PackedStaticFilesStorage"},
}
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "region_name": env.str("S3_REGION", default=None),
            "custom_domain": env.str("S3_PUBLIC_DOMAIN", default=None),
            "file_overwrite": False,
        },
    }

# Where the background process keeps a backup of each night; none are made without it.
BACKUP_DIR = Path(_backups).resolve() if (_backups := env.str("BACKUP_DIR", default="")) else None

# config.request_limits.request_guard bounds the body; these bound what a form unpacks to.
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.MAX_ADMIN_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = limits.MAX_FIELDS
