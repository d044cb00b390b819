"""The settings that production runs, read from the environment and safe by default."""

import re
from pathlib import Path
from urllib.parse import urlsplit
from warnings import catch_warnings
from zoneinfo import available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

from config.doors.request_limits import MAX_ADMIN_BODY_BYTES, MAX_FIELDS
from config.monitoring.logs import logging_config

BASE_DIR = Path(__file__).resolve().parents[2]

# FileAwareEnv also reads NAME_FILE, the usual way to hand over a secret.
env = environ.FileAwareEnv()

# --- Where the site runs ----------------------------------------------------------------

DEBUG = False
# Empty when missing, so that collectstatic and check run without one;
# config.startup refuses to serve with a missing or weak key.
try:
    SECRET_KEY = env.str("SECRET_KEY", default="")
except OSError as error:
    raise ImproperlyConfigured(f"SECRET_KEY_FILE can't be read: {error.strerror}.") from error

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
HOST = env.str("HOST", default="127.0.0.1")
try:
    PORT = env.int("PORT", default=8000)
except ValueError as error:
    raise ImproperlyConfigured("PORT must be a whole number.") from error
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
try:
    _address = urlsplit(SITE_URL)
    SITE_SCHEME, SITE_HOST, _ = _address.scheme, _address.hostname or "", _address.port
except ValueError as error:
    raise ImproperlyConfigured(f"SITE_URL is no address: {error}.") from error
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "::1"]

_own_hosts = LOOPBACK_HOSTS if SITE_HOST in LOOPBACK_HOSTS else [SITE_HOST]
# Django compares IPv6 addresses in brackets.
ALLOWED_HOSTS = [
    *env.list("ALLOWED_HOSTS", default=[]),
    *(f"[{host}]" if ":" in host else host for host in _own_hosts),
]

# --- Transport security follows the scheme of SITE_URL ----------------------------------

IS_HTTPS = SITE_SCHEME == "https"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# The preview of a page is a frame of the admin's own origin.
X_FRAME_OPTIONS = "SAMEORIGIN"
if env.bool("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand in front, each adding to X-Forwarded-For; 0 reads it never.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Subdomains and preloading (W005, W021) reach beyond this site, so an admin switches them on;
# the preview needs frames of our own (W019).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "security.W019"]

# --- The application --------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "home.apps.HomeConfig",
    "blog.apps.BlogConfig",
    "search.apps.SearchConfig",
    "wagtailmarkdown",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "home.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.headers.HeadersMiddleware",
    "config.health.HealthMiddleware",
    "config.monitoring.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "config.shared_caches.SharedCachesMiddleware",
    "config.sessions.PersonalAnswersMiddleware",
    "config.doors.form_guard.FormGuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.current_site.CurrentSiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.doors.throttled_views.ThrottleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "config.writes.middleware.OneTransactionMiddleware",
]

# Off unless asked for; with it comes a library that takes its time to load.
METRICS = env.bool("METRICS", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS:
    _after = MIDDLEWARE.index("config.health.HealthMiddleware") + 1
    MIDDLEWARE.insert(_after, "config.monitoring.metrics.MetricsMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["config.template_loader.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------

# The warning about an unknown scheme would print the password.
with catch_warnings(action="ignore"):
    _database = env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
DATABASES = {"default": _database}
if not _database.get("ENGINE", "").endswith(("sqlite3", "postgresql")):
    raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host/name.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A thread keeps its connection: on SQLite too, opening it costs as much as a page's queries.
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Milliseconds: as patient as SQLite, then an editor is asked to try again.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c lock_timeout=20000")

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://epoch")}
# Where failed logins are counted; empty counts in each process.
THROTTLE_URL = ""
if "redis" in CACHES["default"]["BACKEND"].lower():
    _redis = CACHES["default"]["LOCATION"]
    THROTTLE_URL = _redis if isinstance(_redis, str) else _redis[0]
    # A lost cache slows the site down; it must not take it down.
    CACHES["default"]["BACKEND"] = "django_redis.cache.RedisCache"
    CACHES["default"]["OPTIONS"] = {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.5,
        "SOCKET_TIMEOUT": 0.5,
    }

# Pages fetch renditions along. A cache of them may be filled with what was read before a change.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
if "locmem" in CACHES["default"]["BACKEND"].lower():
    CACHES["default"]["KEY_FUNCTION"] = "config.freshness.cache_keys.of_generation"

# Megabytes of finished pages that each web worker keeps; 0 has Django make each one.
try:
    PAGE_CACHE_MB = max(0, env.int("PAGE_CACHE_MB", default=64))
except ValueError as error:
    raise ImproperlyConfigured("PAGE_CACHE_MB must be a whole number of megabytes.") from error

# Caches of ours in front, purged after each change, and how long (seconds) those of others, which
# are not, may show what was changed meanwhile.
FRONT_CACHE_URLS = [url.rstrip("/") for url in env.list("FRONT_CACHE_URL", default=[])]
if not all(re.fullmatch(r"https?://[^/@\s]+", url) for url in FRONT_CACHE_URLS):
    raise ImproperlyConfigured("FRONT_CACHE_URL must look like http://127.0.0.1:6081.")
WAGTAILFRONTENDCACHE = {
    url: {"BACKEND": "config.front_cache.FrontCache", "LOCATION": url} for url in FRONT_CACHE_URLS
}
try:
    SHARED_MAX_AGE = max(0, env.int("SHARED_MAX_AGE", default=0))
except ValueError as error:
    raise ImproperlyConfigured("SHARED_MAX_AGE must be a whole number of seconds.") from error

# Wagtail's reference index runs at once, or usage counts and delete warnings would lag;
# what may wait is enqueued on "background" and run by `manage.py serve`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- Files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.LeanStaticFilesStorage"},
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
WHITENOISE_MAX_AGE = 3600
# Whether collectstatic packs by brotli too, which the image does.
STATIC_BROTLI = env.bool("STATIC_BROTLI", default=False)

# config.doors.request_guard bounds the body as a whole; these bound what a form unpacks to.
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_ADMIN_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = MAX_FIELDS

# --- People -----------------------------------------------------------------------------

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

# --- Language and time ------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE {TIME_ZONE} is not known: name one like Europe/Berlin.")
USE_TZ = True

# --- E-mail -----------------------------------------------------------------------------

# Without EMAIL_URL mail is kept in DATA_DIR: in the log, anyone who reads it could follow a link
# that sets a new password.
_mail = {
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": DATA_DIR / "mail",
}
if env.str("EMAIL_URL", default=""):
    _mail = env.email_url("EMAIL_URL")
# What is sent in a request only joins a queue; the background process hands it to the carrier.
MAIL_CARRIER = _mail.pop("EMAIL_BACKEND")
EMAIL_BACKEND = "config.mail.QueuedBackend"
vars().update(_mail)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"epoch@{SITE_HOST or 'localhost'}"
)

# --- Wagtail ----------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Epoch"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Our own panel changes the address, so that it stays unique; see home/users.py.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}
# Whether searches are counted for the reports; days that the counts are kept.
SEARCH_COUNTS = env.bool("SEARCH_COUNTS", default=True)
WAGTAILSEARCH_HITS_MAX_AGE = 400
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
# A 15 kB file can unpack to 121 megapixels and 650 MB of memory.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "blog.editorial.image_form.CleanImageForm"
# Redirecting to the storage would lead past the privacy of a collection.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "ipynb", "json", "md", "pdf", "txt", "zip"]
TAGGIT_CASE_INSENSITIVE = True
# The stock finder asks any of a hundred providers, past the one way out.
WAGTAILEMBEDS_FINDERS = [{"class": "blog.exchange.embed_finder.GuardedFinder"}]
# EasyMDE's toolbar would otherwise load an icon font from a third party.
WAGTAILMARKDOWN = {"autodownload_fontawesome": False}

# --- Logs -------------------------------------------------------------------------------

# What no line may hold, wherever it comes from.
LOGGING = logging_config(
    level=env.str("LOG_LEVEL", default="WARNING").upper(),
    secrets=[
        SECRET_KEY,
        METRICS_TOKEN,
        str(DATABASES["default"].get("PASSWORD") or ""),
        str(vars().get("EMAIL_HOST_PASSWORD") or ""),
        env.str("AWS_SECRET_ACCESS_KEY", default=""),
    ],
)
