"""Makes the pages and records that every site begins with."""

from django.db import transaction
from wagtail.models import Page, Site

from blog.models import BlogIndexPage, SiteIdentity
from home.models import HomePage, StandardPage

NAME = "Epoch"
TAGLINE = "Thoughts on machine learning, production systems, and software engineering."


@transaction.atomic
def set_up_site(*, name: str = NAME, tagline: str = TAGLINE) -> Site:
    """Return the default site; make its home, blog and about pages and its identity first.

    Does nothing where the default site already has a home page of ours.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and isinstance(site.root_page.specific, HomePage):
        return site
    welcome = site.root_page if site else None
    home = _make_first_pages(name, tagline)
    site = site or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = home, name
    site.save()
    if welcome and welcome.specific_class is Page and welcome.is_leaf():
        welcome.delete()
    footer = [("link", {"label": page.title, "page": page}) for page in home.get_children()]
    SiteIdentity.objects.update_or_create(
        site=site, defaults={"name": name, "tagline": tagline, "footer_links": footer}
    )
    return site


def _make_first_pages(name: str, tagline: str) -> HomePage:
    home = Page.get_first_root_node().add_child(instance=HomePage(title=name))
    about = StandardPage(title="About", slug="about", show_in_menus=True)
    about.body = [{"type": "markdown", "value": tagline}]
    home.add_child(instance=BlogIndexPage(title="Blog", slug="blog", show_in_menus=True))
    home.add_child(instance=about)
    for page in [home, *home.get_children().specific()]:
        page.save_revision().publish()
    return home
