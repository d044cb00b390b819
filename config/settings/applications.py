"""Lists what the site is made of: apps, middleware in its order, templates."""

from .environment import env
from .sign_in import SOCIAL_APPS

# Programs write by Wagtail's API. Off unless asked for: what isn't there can't be attacked.
API = env.bool("API", default=False)
# The second one brings the documentation's script, which else came from another host.
API_APPS = ["wagtail.api.v3", "ninja"] if API else []

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
    *API_APPS,
    "home.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    # Its words in other languages.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *SOCIAL_APPS,
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.responses.headers.HeadersMiddleware",
    "config.serving.health.HealthMiddleware",
    "config.monitoring.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.responses.compression.CompressionMiddleware",
    "config.front_cache.shared_headers.SharedCachesMiddleware",
    "config.responses.sessions.PersonalAnswersMiddleware",
    "config.request_limits.form_guard.FormGuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.responses.current_site.CurrentSiteMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "home.sign_in.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "home.sign_in.fresh.FreshMiddleware",
    "config.request_limits.throttled_views.ThrottleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.responses.gone.GoneMiddleware",
    "config.responses.redirects.RedirectMiddleware",
    "config.transactions.middleware.OneTransactionMiddleware",
    "home.audit_log.exports.ExportLogMiddleware",
]

# Off unless asked for; with it comes a library that takes its time to load.
METRICS = env.bool("METRICS", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS:
    _after = MIDDLEWARE.index("config.serving.health.HealthMiddleware") + 1
    MIDDLEWARE.insert(_after, "config.monitoring.metrics.MetricsMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION: str | None = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            # Loading it by its name would begin the HTML of each figure with an empty line.
            "builtins": ["blog.templatetags.citation_tags"],
        },
    },
]
