"""Leads the addresses that posts had elsewhere to where they stand now, by Wagtail's redirects.

The rows are marked as made, not typed: they go as soon as a page stands at their address.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from blog.importing.entry import Remark, Subject
from blog.models import BlogPostPage

LONGEST = Redirect._meta.get_field("old_path").max_length
# The site's own pattern for pages; all others are addresses of programs.
PAGES = "wagtail_serve"


@dataclass
class Led:
    """How many of a post's old addresses lead to it, and remarks on the others."""

    kept: int = 0
    remarks: list[Remark] = field(default_factory=list)


def lead_to(post: BlogPostPage, addresses: Iterable[str], *, site: Site | None, path: str) -> Led:
    """Lead old addresses, as paths from a site's root, to a post that the file `path` became.

    An address that something else has, on this site or by another redirect, is left to it.
    """
    led = Led()
    olds = {Redirect.normalise_path(address): address for address in addresses}
    olds.pop("/", None)
    if not olds:
        return led
    lost = dict(_lost(post, olds, site=site))
    led.remarks += [
        Remark(path, why, olds[old], Subject.ADDRESS) for old, why in lost.items() if why
    ]
    led.kept = len(olds) - len(led.remarks)
    Redirect.objects.bulk_create(
        Redirect(old_path=old, site=site, redirect_page=post, automatically_created=True)
        for old in olds
        if old not in lost
    )
    return led


def _lost(
    post: BlogPostPage, olds: Iterable[str], *, site: Site | None
) -> Iterator[tuple[str, str]]:
    """Yield the addresses that get no row, and why; nothing for those that lead there anyway."""
    if site is None:
        yield from ((old, "address on no site: the blog has none") for old in olds)
        return
    pages = _pages_at(olds, site)
    rows = dict(
        Redirect.get_for_site(site)
        .filter(old_path__in=list(olds))
        .values_list("old_path", "redirect_page_id")
    )
    for old in olds:
        if len(old) > LONGEST:
            yield old, "address over 255 characters"
        elif old in pages:
            yield old, "" if pages[old] == post.pk else "address that another page has"
        elif old in rows:
            yield old, "" if rows[old] == post.pk else "address that already leads elsewhere"
        elif _is_of_program(old):
            yield old, "address that the site itself has"


def _pages_at(olds: Iterable[str], site: Site) -> dict[str, int]:
    """Return the pages, published or not, that stand at addresses of a site."""
    root = site.root_page.url_path
    places = {old: f"{root}{old.partition('?')[0][1:]}/".replace("//", "/") for old in olds}
    found = dict(Page.objects.filter(url_path__in=places.values()).values_list("url_path", "pk"))
    return {old: found[place] for old, place in places.items() if place in found}


def _is_of_program(old: str) -> bool:
    path = old.partition("?")[0]
    return any(_pattern_of(each) not in (PAGES, None) for each in (path, f"{path}/"))


def _pattern_of(path: str) -> str | None:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return None
