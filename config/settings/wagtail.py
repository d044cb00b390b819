"""Sets up Wagtail and the packages that come with it."""

from .environment import env, whole_number
from .site import SITE_URL

WAGTAIL_SITE_NAME = "Epoch"
WAGTAILADMIN_BASE_URL = SITE_URL
# Items that one answer of the API lists at most.
WAGTAILAPI_LIMIT_MAX = 100
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Our own panel changes the address, so that it stays unique; see home/people/users.py.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin.backend"}}
# Whether searches are counted for the reports; days that the counts are kept.
SEARCH_COUNTS = env.bool("SEARCH_COUNTS", default=True)
WAGTAILSEARCH_HITS_MAX_AGE = 400
# Days that the log keeps who signed in, exported and so on; 0 keeps it for ever.
AUDIT_LOG_DAYS = max(0, whole_number("AUDIT_LOG_DAYS", default=730, unit=" of days"))
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
# A 15 kB file can unpack to 121 megapixels and 650 MB of memory.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "blog.desk.uploads.image_form.CleanImageForm"
# Redirecting to the storage would lead past the privacy of a collection.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nothing here is opened by a browser as a page of this site: all but PDF is downloaded.
WAGTAILDOCS_EXTENSIONS = [
    "csv", "gz", "html", "ipynb", "json", "m4a", "md", "mp3", "mp4", "ogg", "pdf", "tar", "tsv",
    "txt", "vtt", "wav", "webm", "yaml", "yml", "zip",
]  # fmt: skip
TAGGIT_CASE_INSENSITIVE = True
# The stock finder asks any of a hundred providers, past the one way out.
WAGTAILEMBEDS_FINDERS = [{"class": "blog.outbound.embed_finder.GuardedFinder"}]
# EasyMDE's toolbar would otherwise load an icon font from a third party.
WAGTAILMARKDOWN = {"autodownload_fontawesome": False}
