"""Sets where static files and uploads are kept, and how much a request may upload."""

from pathlib import Path
from typing import Any

from config.request_limits import limits

from .environment import env
from .object_storage import pictures_url, stores
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
# Where readers get pictures from, beside the site itself; empty for the local disk.
PICTURES_URL = ""
S3_PRIVATE_BUCKET = env.str("S3_PRIVATE_BUCKET", default="")
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    _places = {
        "endpoint": env.str("S3_ENDPOINT_URL", default=""),
        "region": env.str("S3_REGION", default=""),
        "domain": env.str("S3_PUBLIC_DOMAIN", default=""),
    }
    PICTURES_URL = pictures_url(S3_BUCKET, **_places)
    STORAGES |= stores(S3_BUCKET, S3_PRIVATE_BUCKET, **_places)

# Where the background process keeps a backup of each night; none are made without it.
BACKUP_DIR = Path(_backups).resolve() if (_backups := env.str("BACKUP_DIR", default="")) else None

# config.request_limits.request_guard bounds the body; these bound what a form unpacks to.
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.MAX_ADMIN_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = limits.MAX_FIELDS
