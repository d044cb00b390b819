"""Asks the admin to put pages into the bin and to bring them back."""

from django.urls import reverse

from blog.models import BinnedPage


def delete(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data, follow=True)


def come_back(client, page, **data):
    row = BinnedPage.objects.get(page=page)
    data = {"parent": row.parent_id, "slug": row.page.slug, **data}
    return client.post(reverse("bring_back", args=[row.pk]), data, follow=True)
