"""Decides who sees what in the bin, and who may bring it back where."""

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from blog.models import BinnedPage


def shown_to(user: AbstractBaseUser) -> QuerySet[BinnedPage]:
    """Return what a user sees: what they own or deleted, and all from where they may publish.

    Whoever may publish on all sites sees what stood at places that are gone, too.
    """
    rows = BinnedPage.objects.in_bin()
    places = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
    if places.filter(depth=1).exists():
        return rows
    of_places = Q(parent__in=places.order_by().values("pk"))
    return rows.filter(of_places | Q(page__owner=user) | Q(binned_by=user))


def places_for(page: Page, user: AbstractBaseUser) -> QuerySet[Page]:
    """Return the pages below which a user may bring a page back: as if they moved it there.

    With what is live, they have to have the right to publish.
    """
    parents = page.specific_class.allowed_parent_page_models()
    kinds = ContentType.objects.get_for_models(*parents).values()
    policy = policy_registry.get_by_type(Page)
    places = policy.instances_user_has_permission_for(user, "add").filter(content_type__in=kinds)
    if Page.objects.descendant_of(page, inclusive=True).filter(live=True).exists():
        may_publish = policy.instances_user_has_permission_for(user, "publish")
        places = places.filter(pk__in=may_publish.order_by().values("pk"))
    return places.order_by("path")


def may_purge(user: AbstractBaseUser) -> bool:
    """Tell whether a user may delete for good what they see in the bin."""
    return user.has_perm("blog.delete_binnedpage")
