"""The sitemap: every public page, by the one visibility rule."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from search.visibility import public_pages


class PublicSitemap(Sitemap):
    """Wagtail's sitemap, which alone would list pages past their expiry."""

    def items(self) -> PageQuerySet:
        root = self.get_wagtail_site().root_page
        pages = public_pages(Page.objects.descendant_of(root, inclusive=True))
        return pages.order_by("path").defer_streamfields().specific()
