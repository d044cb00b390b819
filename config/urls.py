"""The site's addresses; Wagtail's pages come last, since they take any path."""

import re

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from blog.drafts import show_draft
from blog.feeds.views import post_feed
from blog.listings import raw_listing
from blog.markdown_version.views import llms, page_markdown
from config import site_files
from config.media import serve_media
from config.sitemap.views import page_part, sitemap_index, topic_part
from search import urls as search_urls
from search.syndication.formats import FORMATS

handler500 = "config.writes.busy.server_error"
handler404 = "config.not_found.page_not_found"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", include(search_urls)),
    path("drafts/<str:token>/", show_draft, name="draft"),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}icons/favicon-48.png")),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)index\.md$", page_markdown, name="markdown"),
    path("llms.txt", llms, name="llms"),
    path("robots.txt", site_files.robots),
    path(".well-known/security.txt", site_files.security),
    path("site.webmanifest", site_files.manifest, name="manifest"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    # Numbers that every database has room for.
    re_path(r"^sitemap-pages-([0-9]{1,9})\.xml$", page_part, name="sitemap_pages"),
    re_path(r"^sitemap-topics-([0-9]{1,9})-([0-9]{1,9})\.xml$", topic_part, name="sitemap_topics"),
    # Wagtail's own pattern stops at a dot, so paths with one are routed here.
    *(
        re_path(
            rf"^(?P<path>(?:[\w\-]+/)*){re.escape(each.file_name)}$",
            post_feed,
            {"feed_format": each},
            name=each.key,
        )
        for each in FORMATS
    ),
    re_path(r"^(?P<path>(?:[\w\-]+/)*)code/(?P<listing>[\w\-]{1,100})\.txt$", raw_listing),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_media, name="media"),
    path("", include(wagtail_urls)),
]
