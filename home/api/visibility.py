"""Holds Wagtail's API to this site's one definition of what is public."""

from django.db.models import Model
from django.http import HttpRequest
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Page, PageQuerySet
from wagtail.permissions import policy_registry

from blog.editor.permissions import tree_of_sites
from search.public.visibility import public_pages

# What Wagtail lists for everyone, and this site does for who works with it: a library holds what
# only drafts show, and a redirect may name a page that is none of the public's.
_LISTED = {
    "image": get_image_model,
    "document": get_document_model,
    "redirect": lambda: Redirect,
}
_RIGHTS = ("add", "change", "delete", "choose", "view")


def may_list(name: str, token: APIToken | None) -> bool:
    """Tell whether an address, by its name, shows its lists to the user of a token."""
    model = _model_of(name)
    if model is None:
        return True
    if token is None:
        return False
    policy = policy_registry.get_by_type(model)
    return policy.user_has_any_permission(token.user, _RIGHTS)


def shown_pages(request: HttpRequest, model: type[Page] = Page) -> PageQuerySet:
    """Return the pages that an answer may hold, in place of Wagtail's function of this kind."""
    pages = get_pages_queryset(request, model)
    if request.user.is_authenticated:
        # What is in the bin is brought back in the admin.
        return pages.descendant_of(tree_of_sites(), inclusive=True)
    # Wagtail's search reads a queryset's conditions, and knows none that is an expression.
    keys = public_pages(Page.objects.all()).order_by().values("pk")
    return pages.filter(pk__in=keys) if "search" in request.GET else public_pages(pages)


def _model_of(name: str) -> type[Model] | None:
    kind = name.partition("_")[2].rstrip("s")
    find = _LISTED.get(kind)
    return find() if find else None
