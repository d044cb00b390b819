"""Keeps the cards of public posts: painted once, and again when they would say something else.

A row names the file of each; whoever deletes a row has its file deleted by `blog.signals`.
"""

import logging
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from blog.models import BlogPostPage, SiteIdentity, SocialCard
from blog.models.social_card import unguessable_name
from blog.social_cards.card import Card
from blog.social_cards.lettering import MissingFontError
from blog.social_cards.painting import paint
from search.public.visibility import public_pages
from search.typography.typesetting import typeset

logger = logging.getLogger(__name__)


def keep_cards(page_ids: Iterable[int]) -> None:
    """Paint the cards of those posts that are public and whose card is missing or old."""
    posts = BlogPostPage.objects.public().filter(pk__in=page_ids)
    for post in posts.select_related("social_card").with_bylines():
        card, kept = card_of(post), getattr(post, "social_card", None)
        if kept is None or kept.digest != card.digest:
            _paint_and_keep(post, card)


def card_of(post: BlogPostPage) -> Card:
    """Return the card that a post has now."""
    site = post.get_site()
    identity = SiteIdentity.for_site(site) if site else None
    return Card.saying(
        title=typeset(post.title, post.body_language),
        authors=[author.name for author in post.authors],
        tag=next((tag.name for tag in post.shown_tags), ""),
        site_name=identity.name if identity else "",
        accent=identity.colour if identity else "",
    )


def drop_hidden_cards(path: str) -> None:
    """Drop the cards at or below a page, by its path, of what readers may not see (any more)."""
    public = public_pages(Page.objects.filter(pk=OuterRef("page_id")))
    SocialCard.objects.filter(~Exists(public), page__path__startswith=path).delete()


def posts_without_card(path: str) -> QuerySet[BlogPostPage]:
    """Return the public posts at or below a page, by its path, that have no card."""
    return BlogPostPage.objects.public().filter(path__startswith=path, social_card=None)


def _paint_and_keep(post: BlogPostPage, card: Card) -> None:
    try:
        picture = paint(card)
    except MissingFontError as error:
        logger.warning("%s", error)
        return
    kept = SocialCard(page_id=post.pk, digest=card.digest)
    kept.file.save(unguessable_name(), ContentFile(picture), save=False)
    is_kept = False
    try:
        is_kept = _replace_card(kept)
    finally:
        if not is_kept:
            kept.file.storage.delete(kept.file.name)
    # Whoever hid the post meanwhile may not have seen the card.
    drop_hidden_cards(post.path)


@transaction.atomic
def _replace_card(kept: SocialCard) -> bool:
    """Let a card take the place of the one before; return False where the post was hidden."""
    SocialCard.objects.filter(page_id=kept.page_id).delete()
    if not BlogPostPage.objects.public().filter(pk=kept.page_id).exists():
        return False
    kept.save(force_insert=True)
    return True
