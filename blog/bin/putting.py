"""Puts a page with all below it, and the aliases of these, into the bin."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, Site

from blog.bin.loose_ends import take_off
from blog.editor.permissions import tree_of_sites
from blog.models import BinnedPage
from blog.models.unpublished.binned_page import MAX_ADDRESS, is_binned
from search.public.visibility import public_pages, trees_following

BINNED = "blog.bin.put"


@transaction.atomic
def put_in_bin(page: Page, *, user: AbstractBaseUser | None = None) -> BinnedPage | None:
    """Move a page to the bin and return its row; its aliases elsewhere go with it.

    None for one that is there already. Raises ValidationError where that would take a site's
    front page along. Rights are the caller's to look at.
    """
    trees = trees_following(page)
    _refuse_front_pages(trees)
    # Before their source takes the aliases from the readers.
    addresses = {tree.pk: _public_address(tree) for tree in trees}
    row = None
    for pk, address in addresses.items():
        tree = Page.objects.get(pk=pk)
        # Aliases below the page went along.
        if not is_binned(tree):
            moved = _move(tree, address, user, goes_with=row)
            row = row or moved
    if row:
        log(instance=page.specific, action=BINNED, user=user)
    return row


def _refuse_front_pages(trees: list[Page]) -> None:
    for site in Site.objects.select_related("root_page"):
        if any(site.root_page.path.startswith(tree.path) for tree in trees):
            text = _("“%(title)s” is the front page of a site: give the site another one first.")
            raise ValidationError(text % {"title": site.root_page.title})


def _move(
    page: Page,
    place_on_site: tuple[int | None, str],
    user: AbstractBaseUser | None,
    *,
    goes_with: BinnedPage | None,
) -> BinnedPage:
    tree = Page.objects.descendant_of(page, inclusive=True)
    site_id, address = place_on_site
    follower = page.get_next_sibling()
    row = BinnedPage(
        page_id=page.pk, parent=page.get_parent(), site_id=site_id, address=address,
        binned_by=user, goes_with=goes_with,
        kept={"before": follower and follower.pk, **take_off(tree, user)},
    )  # fmt: skip
    # Each has a place of its own, so that no slug and no path meets another.
    place = Page(title=_("Bin"), slug=f"deleted-{page.pk}", live=False)
    root = _bin_root()
    # Left over where it was moved out by another way than ours.
    root.get_children().filter(slug=place.slug).delete()
    Page.objects.get(pk=root.pk).add_child(instance=place)
    move = MovePageAction(page.specific, place, pos="last-child", user=user)
    move.execute(skip_permission_checks=True)
    same_address = Q(page=None, site=site_id, address=address)
    BinnedPage.objects.filter(same_address | Q(page=page)).delete()
    row.save()
    return row


def _public_address(page: Page) -> tuple[int | None, str]:
    """Return the site and path of a page, if readers see anything of its tree.

    Of what they never saw, an address that is gone would tell.
    """
    parts, tree = page.get_url_parts(), Page.objects.descendant_of(page, inclusive=True)
    if parts is None or not public_pages(tree).exists():
        return None, ""
    site_id, _root_url, path = parts
    path = uri_to_iri(path)
    return (site_id, path) if len(path) <= MAX_ADDRESS else (None, "")


def _bin_root() -> Page:
    """Return the root that all in the bin stands below, made at the first deletion."""
    root = Page.get_root_nodes().exclude(pk=tree_of_sites().pk).first()
    if root is None:
        root = Page.add_root(instance=Page(title="Bin", slug="bin", live=False))
        # Of no group: for nobody.
        PageViewRestriction.objects.create(page=root, restriction_type=PageViewRestriction.GROUPS)
    return root
