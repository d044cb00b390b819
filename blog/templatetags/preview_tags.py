"""Gives templates what an editor's previews show of a post: feed item, card, search result."""

from django import template
from django.utils.translation import get_language

from blog.models import BlogPostPage
from blog.social_cards.keeping import card_of
from blog.social_cards.preview import card_address
from search.syndication.items import Item
from search.typography.typesetting import typeset

register = template.Library()


@register.simple_tag
def feed_item(post: BlogPostPage) -> Item:
    """Return a post as the feeds carry it."""
    return post.feed_item()


@register.simple_tag
def search_hit(post: BlogPostPage) -> dict:
    """Return a post as a hit of this site's search where its teaser says why it was found."""
    return {
        "url": post.full_url or "",
        "title": typeset(post.title, post.body_language),
        "date": post.display_date,
        "language": get_language(),
        "snippet": {"html": typeset(post.summary, post.body_language)},
    }


@register.filter
def has_title(post: BlogPostPage) -> bool:
    """Tell whether the card of a post can show its title with the fonts that are here."""
    return bool(card_of(post).title)


register.simple_tag(card_address)
