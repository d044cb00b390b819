"""Finds the page at an address, and the full address of a page or of an alias's source."""

from wagtail.models import Page, PageQuerySet, Site

from search.public.visibility import with_sources


def pages_at(site: Site, path: str) -> PageQuerySet:
    """Return the page of a site at `path` (`blog/drift/`, empty for its root), or none.

    By its slug, which has an index of its own; the whole address has none. Says nothing of what
    is public.
    """
    if not path:
        return Page.objects.filter(pk=site.root_page_id)
    slug = path.rstrip("/").rpartition("/")[2]
    return Page.objects.filter(slug=slug, url_path=f"{site.root_page.url_path}{path}")


def original_url(page: Page) -> str:
    """Return a page's full address; of an alias, that of its source. Empty for none."""
    urls = [each.full_url for each in with_sources(page)]
    return next((url for url in reversed(urls) if url), "")
