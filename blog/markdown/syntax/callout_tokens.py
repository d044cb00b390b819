"""Turns callouts and galleries of Markdown into the tokens that are rendered."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from markdown_it.token import Token

from blog.document.manuscript import Manuscript
from blog.html.sanitising import CALLOUT_TITLE, callout_classes
from blog.markdown.syntax.callouts import GALLERY, Callout, callout_of
from blog.markdown.syntax.references import without_attributes

# Marked for translation; GitHub's alerts bear the same names.
_NAMES = {
    "note": _("Note"),
    "tip": _("Tip"),
    "important": _("Important"),
    "warning": _("Warning"),
    "caution": _("Caution"),
}


def place_callouts(tokens: list[Token], manuscript: Manuscript) -> list[Token]:
    """Return block tokens with each callout as a box with its title, each gallery as a figure."""
    placed: list[Token] = []
    bare: list[int] = []  # levels of divisions that are no boxes
    position = 0
    while position < len(tokens):
        token = tokens[position]
        callout = callout_of(token)
        if callout and (gallery := _gallery_token(tokens, position, callout, manuscript)):
            placed.append(gallery)
            position = _closing_place(tokens, position)
        elif callout:
            placeholder = _placeholder(callout, manuscript)
            if callout.name:
                placed += [token, *_give_title(token, callout, tokens[position + 1 : position + 4])]
            else:
                bare.append(token.level)
            placed += placeholder
        elif token.type == "callout_close" and bare and token.level == bare[-1]:
            bare.pop()
        else:
            placed.append(token)
        position += 1
    return placed


def _placeholder(callout: Callout, manuscript: Manuscript) -> list[Token]:
    """List what has no effect as a problem; return what stands for the callout's id."""
    if not callout.is_known:
        manuscript.problem("callout", callout.name)
    for each in callout.attributes.unread("title", "name", "collapse", "icon", "appearance"):
        if each[1:].removeprefix("callout-") != callout.name:
            manuscript.problem("attribute", each)
    name = callout.attributes.id
    return [Token("placeholder", "", 0, content=manuscript.place(name))] if name else []


def _give_title(opening: Token, callout: Callout, following: list[Token]) -> list[Token]:
    """Give a callout its class, and its title: its own, its first heading or its kind's name."""
    opening.attrs["class"] = callout_classes(callout.kind)
    first = following[0].type if following else ""
    if first not in ("callout_title_open", "heading_open"):
        return [] if callout.title == "" else _title_tokens(callout)
    for token in following:
        if token.type != "inline":
            token.type, token.tag = token.type.replace("heading", "callout_title"), "p"
    following[0].attrs["class"] = CALLOUT_TITLE
    return []


def _title_tokens(callout: Callout) -> list[Token]:
    name = callout.name
    words = gettext(_NAMES[name]) if name in _NAMES else name.replace("-", " ").capitalize()
    return [
        Token("callout_title_open", "p", 1, attrs={"class": CALLOUT_TITLE}, block=True),
        Token("inline", "", 0, children=[Token("text", "", 0, content=words)], content=words),
        Token("callout_title_close", "p", -1, block=True),
    ]


def _gallery_token(
    tokens: list[Token], position: int, callout: Callout, manuscript: Manuscript
) -> Token | None:
    """Return a gallery's token; None where anything but pictures stands in it."""
    if callout.name != GALLERY:
        return None
    inside = tokens[position + 1 : _closing_place(tokens, position)]
    caption: list[Token] = []
    if inside and inside[0].type == "callout_title_open":
        caption, inside = inside[1].children or [], inside[3:]
    inlines = [token for token in inside if token.type == "inline"]
    lines = [without_attributes(inline.children or [], manuscript) for inline in inlines]
    images = [child for line in lines for child in line if child.type != "softbreak"]
    kinds = {token.type for token in inside} - {"inline", "paragraph_open", "paragraph_close"}
    if kinds or not images or any(image.type != "image" for image in images):
        return None
    target = manuscript.target("figure", label=callout.attributes.label)
    for each in callout.attributes.unread():
        if each != f".{GALLERY}":
            manuscript.problem("attribute", each)
    meta = {"number": target.anchored_number, "caption": caption}
    return Token("gallery", "", 0, children=images, meta=meta)


def _closing_place(tokens: list[Token], position: int) -> int:
    """Return where the callout that opens at a place closes."""
    level = tokens[position].level
    return next(
        place
        for place in range(position + 1, len(tokens))
        if tokens[place].type == "callout_close" and tokens[place].level == level
    )
