"""Lists the site's addresses; Wagtail's pages come last, since they take any path."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as wagtaildocs_urls

from blog.document.code.listing import CODE_FILE
from blog.feeds.views import post_feed
from blog.html.addresses import FRAMES_PATH, VIDEOS_PATH
from blog.markdown_version.code_files import raw_code_listing
from blog.markdown_version.views import llms, page_markdown
from blog.sharing.views import show_draft
from config.media.frames import show_frame
from config.media.videos import show_video
from config.media.views import serve_media
from config.responses import site_files
from config.responses.not_found import page_not_found
from config.responses.site_icon import site_icon
from config.responses.site_sheet import site_sheet
from home.audit_log.report import AuditReport
from home.follow.views import follow
from home.people.accepting import AcceptView
from home.sign_in.urls import DOORS
from home.sitemap.views import page_part, sitemap_index, topic_part
from search import urls as search_urls
from search.syndication.formats import FORMATS

handler500 = "config.transactions.busy.server_error"
handler404 = "config.responses.not_found.page_not_found"


def in_admin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that takes the place of one of Wagtail's, under the same guard."""
    return never_cache(require_admin_access(view))


def api_addresses() -> list[Any]:
    """Return the addresses of the API, which is loaded where it is on."""
    if not settings.API:
        return []
    from config.request_limits.api_rate import too_often
    from home.api.urls import api_pattern

    return [api_pattern(too_often)]


urlpatterns = [
    # Wagtail's own page that raises an error, for whoever may enter the admin.
    path("admin/failwhale/", page_not_found, {"exception": Http404()}),
    # Wagtail's view drops the session's cookie even where it refuses to log out, which a picture
    # in a post could ask for; undo when tests/upstream/test_logout_on_get.py fails.
    path("admin/logout/", require_POST(LogoutView.as_view()), name="wagtailadmin_logout"),
    path("admin/invitation/<str:token>/", AcceptView.as_view(), name="accept_invitation"),
    path("admin/reports/site-history/", in_admin(AuditReport.as_view())),
    path("admin/reports/site-history/results/", in_admin(AuditReport.as_view(results_only=True))),
    # In place of Wagtail's: they ask for the second factor.
    *DOORS,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", include(search_urls)),
    path("drafts/<str:token>/", show_draft, name="draft"),
    path("follow/", follow, name="follow"),
    path("favicon.ico", site_files.favicon),
    re_path(
        r"^styles/(?P<colour>[0-9a-f]{6})-(?P<version>[0-9a-f]{8})\.css$",
        site_sheet,
        name="site_sheet",
    ),
    re_path(
        r"^icons/(?P<colour>[0-9a-f]{6})/(?P<name>[a-z0-9-]+\.(?:png|svg))$",
        site_icon,
        name="site_icon",
    ),
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
    re_path(rf"^(?P<path>(?:[\w\-]+/)*){CODE_FILE}$", raw_code_listing),
    path(f"{FRAMES_PATH}<int:document_id>/<str:file_name>", show_frame, name="frame"),
    path(f"{VIDEOS_PATH}<int:document_id>/<str:file_name>", show_video, name="video"),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_media, name="media"),
    *api_addresses(),
    path("", include(wagtail_urls)),
]
