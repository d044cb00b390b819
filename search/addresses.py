"""Which page stands at an address, for addresses that Wagtail's own routing never sees."""

from wagtail.models import Page, PageQuerySet, Site


def pages_at(site: Site, path: str) -> PageQuerySet:
    """Return the page of a site at `path` (`blog/drift/`, empty for its root), or none.

    By its slug, which has an index of its own; the whole address has none. Says nothing of what
    is public.
    """
    if not path:
        return Page.objects.filter(pk=site.root_page_id)
    slug = path.rstrip("/").rpartition("/")[2]
    return Page.objects.filter(slug=slug, url_path=f"{site.root_page.url_path}{path}")
