"""Slow work that follows a publish, run in the background by `manage.py serve`."""

from collections.abc import Iterable, Sequence

from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import Page

from blog.document.document import Picture
from blog.document.pictures import fetch_images, missing_specs, shape_specs
from blog.models import Author, BlogPostPage, BodyPage, SiteIdentity
from blog.rerendering import rerender

# The teaser's and the page's; the templates name the same specs.
COVER_SPECS = ("fill-640x360|format-webp", "fill-1280x720|format-webp")
# The byline's and the author's page's.
PORTRAIT_SPECS = ("fill-96x96|format-webp", "fill-192x192|format-webp")
LOGO_SPECS = ("max-320x64|format-webp",)


@task(backend="background")
def make_renditions(page_id: int) -> None:
    """Make the renditions that a published page shows, then render its body again.

    A page deleted or unpublished meanwhile needs none.
    """
    page = Page.objects.filter(pk=page_id, live=True).specific().first()
    if not isinstance(page, BodyPage):
        return
    if _make_body_renditions(page.document_of_body().pictures):
        rerender([page.pk])
    if isinstance(page, BlogPostPage):
        shown = [page.cover, *(author.portrait for author in page.authors)]
        for image in filter(None, shown):
            _make(image, _specs(image.pk))


@task(backend="background")
def make_image_renditions(image_id: int) -> None:
    """Make what an image is shown in as a cover, a portrait or a logo."""
    if image := get_image_model().objects.filter(pk=image_id).first():
        _make(image, _specs(image_id))


def _specs(image_id: int) -> list[str]:
    uses = (
        (BlogPostPage.objects.filter(cover=image_id, live=True), COVER_SPECS),
        (Author.objects.filter(portrait=image_id), PORTRAIT_SPECS),
        (SiteIdentity.objects.filter(logo=image_id), LOGO_SPECS),
    )
    return [spec for rows, specs in uses if rows.exists() for spec in specs]


def _make_body_renditions(pictures: Sequence[Picture]) -> int:
    """Make what is missing of the renditions of a body's images; return how many were."""
    images = fetch_images(pictures)
    return sum(
        _make(images[each.image_id], shape_specs(each.shape))
        for each in pictures
        if each.image_id in images
    )


def _make(image: AbstractImage, specs: Iterable[str]) -> int:
    missing = missing_specs(image, specs)
    if missing:
        get_renditions_or_not_found(image, missing)
    return len(missing)
