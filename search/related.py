"""The pages that lead on from one: its stored neighbours, as far as the public may see them."""

from wagtail.models import Page, PageQuerySet

from search.visibility import PagesT, public_pages


def related_pages(page: Page, *, limit: int, among: PagesT | None = None) -> list[Page]:
    """Return the public pages nearest to a page, the nearest first; one query.

    They come as the queryset `among` has them, which may narrow them to a type or a tree; as
    plain pages without it.
    """
    pages: PageQuerySet = Page.objects.all() if among is None else among
    # Both in one filter: a row of the join has to be this page's own.
    near = pages.filter(search_neighbour_of__page=page.pk).exclude(pk=page.pk)
    return list(public_pages(near).order_by("-search_neighbour_of__score", "-pk")[:limit])
