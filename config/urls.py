"""The site's addresses; Wagtail's pages come last, since they take any path."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from blog.drafts import show_draft
from blog.feeds import atom_feed
from blog.listings import raw_listing
from config.media import serve_media
from config.sitemap import PublicSitemap
from search import urls as search_urls

handler500 = "config.writes.busy.server_error"
handler404 = "config.not_found.page_not_found"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", include(search_urls)),
    path("drafts/<str:token>/", show_draft, name="draft"),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icons/favicon-48.png")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    # Wagtail's own pattern stops at a dot, so paths with one are routed here.
    re_path(r"^(?P<path>(?:[\w\-]+/)*)feed\.xml$", atom_feed, name="feed"),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)code/(?P<listing>[\w\-]{1,100})\.txt$", raw_listing),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_media, name="media"),
    path("", include(wagtail_urls)),
]
