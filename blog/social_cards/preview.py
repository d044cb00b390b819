"""Paints in the admin the card that a post would have, from the words in its form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from blog.colours.oklch import HEX
from blog.models import BlogPostPage
from blog.social_cards.card import MAX_AUTHORS, Card
from blog.social_cards.keeping import card_of
from blog.social_cards.lettering import MissingFontError
from blog.social_cards.painting import paint

NAME = "social_card_preview"
# No form takes a longer title or name.
MOST_CHARACTERS = 255


def card_address(post: BlogPostPage) -> str:
    """Return where the card of a post is painted as it is now, saved or not."""
    card = card_of(post)
    words = {"title": card.title, "authors": card.authors, "tag": card.tag, "site": card.site_name}
    words |= {"accent": card.accent} if card.accent else {}
    return f"{reverse(NAME)}?{urlencode(words)}"


@require_safe
def paint_card(request: HttpRequest) -> HttpResponse:
    """Answer with the card that says an address's words; 404 where a font is missing."""
    words = {
        name: request.GET.get(name, "")[:MOST_CHARACTERS]
        for name in ("title", "authors", "tag", "site")
    }
    accent = request.GET.get("accent", "")
    card = Card.saying(
        title=words["title"],
        authors=words["authors"].split(", ")[:MAX_AUTHORS],
        tag=words["tag"],
        site_name=words["site"],
        accent=accent if HEX.fullmatch(accent) else "",
    )
    try:
        return HttpResponse(paint(card), content_type="image/png")
    except MissingFontError as error:
        raise Http404(str(error)) from error


urlpatterns = [path("posts/social-card.png", paint_card, name=NAME)]
