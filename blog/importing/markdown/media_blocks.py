"""Makes blocks of paragraphs that are a picture, a video or an interactive figure alone."""

from typing import Any

from markdown_it.token import Token

from blog.importing.fields.values import cut
from blog.importing.markdown.items import Item, plain
from blog.importing.markdown.media_paragraphs import FIGURE, VideoLinks
from blog.importing.markdown.own_files import file_of, picture_number
from blog.importing.placeholders import picture_placeholder
from search.database.columns import fitted

MAX_CAPTION = 500
MAX_TITLE = 200
MAX_TEXT = 2_000

Block = dict[str, Any]


def figure_block(item: Item) -> Block:
    """Return a paragraph that is one picture; its title is the caption."""
    image, *attributes = item.tokens[1].children or ()
    caption = cut(str(image.attrs.get("title", "")), MAX_CAPTION)
    value = {"image": _picture(image), "caption": caption, "is_wide": False}
    if attributes:
        value["is_inverted"] = True
    return {"type": "figure", "value": value}


def interactive_block(item: Item) -> Block:
    """Return a paragraph that is one picture which leads to an interactive figure's file."""
    link, image, *attributes, _end = item.tokens[1].children or ()
    value = {
        "title": cut(str(link.attrs["title"]), MAX_TITLE),
        "image": _picture(image),
        "text": fitted(str(image.attrs.get("title", "")), MAX_TEXT),
        "file": file_of(link, FIGURE),
    }
    if attributes:
        value["is_inverted"] = True
    return {"type": "interactive", "value": value}


def video_block(video: VideoLinks) -> Block:
    """Return a video of a link to its file, with its poster and captions."""
    poster = video.poster
    title = plain((poster.children or []) if poster else video.words)
    text = str(video.link.attrs.get("title", ""))
    value: Block = {
        "title": cut(title, MAX_TITLE),
        "file": video.file,
        "text": fitted(text, MAX_TEXT),
    }
    if poster is not None:
        value["poster"] = picture_placeholder(picture_number(poster))
    if video.captions:
        value["captions"] = video.captions
    return {"type": "video", "value": value}


def embed_block(item: Item) -> Block:
    """Return a paragraph that is one link to a video."""
    link, *words = item.tokens[1].children or ()
    address = str(link.attrs["href"])
    value = {
        "url": address,
        "title": cut(plain(words), MAX_TITLE) or address[:MAX_TITLE],
        "caption": cut(str(link.attrs.get("title", "")), MAX_CAPTION),
    }
    return {"type": "embed", "value": value}


def _picture(image: Token) -> Block:
    alt = plain(image.children or [])
    return {
        "image": picture_placeholder(picture_number(image)),
        "alt_text": alt,
        "decorative": not alt,
    }
