"""Keeps which addresses of other sites public pages link to, a row for each page and address."""

from collections.abc import Iterator
from urllib.parse import urldefrag

from django.conf import settings
from django.db import transaction
from django_tasks import task
from wagtail.models import Page, Site

from blog.editor.short_forms import TextForm
from blog.html.addresses import host_name, web_address
from blog.models import BlogPostPage, BodyPage, LinkHealth, LinkUse, OutboundLink, StoredDocument
from blog.models.body_page import body_page_models
from search.database.task_priorities import CATCHING_UP
from search.public.visibility import originals, public_pages

# Between which other tasks get their turn.
PAGES_AT_ONCE = 20


def follow_page(instance: Page, **kwargs: object) -> None:
    """Have the links of a page that was published or unpublished kept or dropped."""
    if isinstance(instance, BodyPage) and LinkHealth.current().is_on:
        collect_from.enqueue([instance.pk])


def follow_switch(instance: LinkHealth, **kwargs: object) -> None:
    """Look through all pages after what is asked was changed; follows `post_save`."""
    if instance.is_on:
        collect_from_all.enqueue()


def collect_daily() -> None:
    """Look through all pages, since some expire, move or become private without a publish."""
    if LinkHealth.current().is_on:
        collect_from_all.enqueue()


@task(backend="background", priority=CATCHING_UP)
def collect_from(page_ids: list[int]) -> None:
    """Keep what some pages link to now."""
    health = LinkHealth.current()
    own_hosts = {settings.SITE_HOST, *Site.objects.values_list("hostname", flat=True)}
    ours = {host.removeprefix("www.") for host in own_hosts}
    public = originals(public_pages(Page.objects.filter(pk__in=page_ids)))
    documents = StoredDocument.objects.filter(page__in=public.order_by().values("pk"))
    stored = {each.pk: each for each in documents.without_markdown()}
    posts = BlogPostPage.objects.filter(pk__in=public.order_by().values("pk"))
    pointing = posts.filter(form__in=(TextForm.LINK, TextForm.QUOTATION))
    beside = [*posts.values_list("pk", "discuss_url"), *pointing.values_list("pk", "link_url")]
    for page_id in page_ids:
        urls = {*(_addresses_in(stored[page_id]) if page_id in stored else ())}
        urls |= {urldefrag(url).url for pk, url in beside if pk == page_id and url}
        _keep(page_id, {url for url in urls if host_name(url) not in ours}, health)


@task(backend="background", priority=CATCHING_UP)
def collect_from_all(after: int = 0) -> None:
    """Keep what all pages link to, some at a time, by their ids from `after` on; then tidy up.

    It enqueues itself for the pages that follow, last, so that a second try begins no second row.
    """
    if not LinkHealth.current().is_on:
        return
    pages = Page.objects.filter(pk__gt=after, live=True).type(*body_page_models())
    pks = list(pages.order_by("pk").values_list("pk", flat=True)[:PAGES_AT_ONCE])
    collect_from.func(pks)
    if pks:
        collect_from_all.enqueue(pks[-1])
        return
    public = LinkUse.objects.public().values("pk")
    LinkUse.objects.exclude(pk__in=public).delete()
    OutboundLink.objects.filter(uses=None).delete()


def _addresses_in(stored: StoredDocument) -> Iterator[str]:
    """Yield the web addresses that a page links to, without fragments."""
    for link in stored.document.links if stored.document else ():
        if url := web_address(link.address):
            yield urldefrag(url).url


def _keep(page_id: int, urls: set[str], health: LinkHealth) -> None:
    """Write what is new of a page's links, and delete what is gone."""
    rows = {
        each.url_hash: each for each in map(OutboundLink.to, urls) if not health.ignores(each.url)
    }
    with transaction.atomic():
        uses = LinkUse.objects.filter(page_id=page_id)
        stored = dict(uses.values_list("link__url_hash", "pk"))
        uses.filter(pk__in=[pk for key, pk in stored.items() if key not in rows]).delete()
        if new := [row for key, row in rows.items() if key not in stored]:
            OutboundLink.objects.bulk_create(new, ignore_conflicts=True)
            keys = [row.url_hash for row in new]
            found = OutboundLink.objects.in_bulk(keys, field_name="url_hash").values()
            LinkUse.objects.bulk_create(
                (LinkUse(page_id=page_id, link=link) for link in found), ignore_conflicts=True
            )
