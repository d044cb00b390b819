"""Sends the signal of a page's new slug once more, so that it is not lost with a process.

Wagtail sends `page_slug_changed` after the commit, when the process may be gone, and redirects are
made of it (`config.responses.redirects` answers by them); so a task of the same transaction sends
it once more. Receivers bear a second call.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, Model
from django_tasks import task
from wagtail.models import Page
from wagtail.signals import page_slug_changed

from blog.follow_up.rerendering import rerender_naming
from blog.models import Webhook
from blog.webhooks.noticing import NOTICED, remember_page
from search.database.task_priorities import STALE


def remember_before(
    instance: Model, raw: bool, update_fields: Collection[str] | None, **kwargs: object
) -> None:
    """Keep what a page that is about to be saved was before.

    The slug and path, where the slug changes; what readers saw, where a webhook is told of it.
    One query for both, since each publish pays for it.
    """
    is_noticed = update_fields is None or not NOTICED.isdisjoint(update_fields)
    if not is_noticed or not isinstance(instance, Page) or not instance.pk or raw:
        return
    is_heard = Exists(Webhook.objects.on())
    rows = Page.objects.filter(pk=instance.pk).values_list("slug", "url_path", is_heard)
    if (row := rows.first()) is None:
        return
    slug, url_path, is_heard = row
    if slug != instance.slug:
        instance._address_before = slug, url_path
    if is_heard:
        remember_page(instance, slug, url_path)


def follow_new_address(instance: Model, **kwargs: object) -> None:
    """Have the bodies rendered again that link to a renamed page or to what is below it."""
    before = instance.__dict__.pop("_address_before", None)
    if before and isinstance(instance, Page):
        tree = Page.objects.descendant_of(instance, inclusive=True)
        rerender_naming(Page, list(tree.values_list("pk", flat=True)))
        send_slug_changed.enqueue(instance.pk, *before)


@task(backend="background", priority=STALE)
def send_slug_changed(page_id: int, slug: str, url_path: str) -> None:
    """Send Wagtail's signal of a page's new slug; a page deleted meanwhile needs none."""
    page = Page.objects.filter(pk=page_id).specific().first()
    if page is None:
        return
    before = type(page)()
    before.__dict__.update(page.__dict__)
    before.slug, before.url_path = slug, url_path
    with transaction.atomic():
        page_slug_changed.send(sender=type(page), instance=page, instance_before=before)
