"""Recognises paragraphs that are a picture, a video, an embed or an interactive figure alone."""

from dataclasses import dataclass, replace

from markdown_it.token import Token

from blog.html.addresses import player_url
from blog.html.files.videos import CAPTIONS, VIDEO_TYPES
from blog.importing.markdown.own_files import file_of, picture_number
from blog.markdown.syntax.attribute_lists import attributes_of
from blog.markdown.syntax.attributes import INVERTING

# How the names of interactive figures' files end.
FIGURE = ("html",)


@dataclass(frozen=True)
class VideoLinks:
    """A paragraph that is a link to a video file: its tokens, and the placeholders of its files."""

    link: Token
    words: list[Token]
    file: str
    captions: str = ""

    @property
    def poster(self) -> Token | None:
        """The picture that stands for the link, where it is one of the entry's."""
        is_one = len(self.words) == 1 and picture_number(self.words[0]) is not None
        return self.words[0] if is_one else None


def read_video(inline: Token) -> VideoLinks | None:
    """Return a paragraph's video: one link to a file, behind it perhaps one to its captions."""
    links, outside = _links_in(inline.children or [])
    if not 1 <= len(links) <= 2 or outside.strip():
        return None
    link, words = links[0]
    video = VideoLinks(link, words, file_of(link, VIDEO_TYPES))
    if len(links) == 2:
        video = replace(video, captions=file_of(links[1][0], (CAPTIONS,)))
    has_picture = any(each.type == "image" for each in words)
    is_whole = len(links) == 1 or bool(video.captions)
    return video if video.file and is_whole and bool(video.poster) == has_picture else None


def _links_in(children: list[Token]) -> tuple[list[tuple[Token, list[Token]]], str]:
    """Return a line's links, each with what stands in it, and the text outside of them."""
    links: list[tuple[Token, list[Token]]] = []
    outside, is_open = "", False
    for child in children:
        if child.type == "link_open":
            links.append((child, []))
            is_open = True
        elif child.type == "link_close":
            is_open = False
        elif is_open:
            links[-1][1].append(child)
        else:
            outside += child.content or (" " if child.type.endswith("break") else "\ufffc")
    return links, outside


def is_only_picture(inline: Token) -> bool:
    """Tell whether a paragraph is one picture, with nothing behind it but that it is inverted."""
    picture, *rest = inline.children or [Token("", "", 0)]
    is_alone = not rest or (len(rest) == 1 and _is_inverted(rest[0]))
    return is_alone and picture_number(picture) is not None


def _is_inverted(token: Token) -> bool:
    """Tell whether a token is a list of attributes that only has a picture inverted at night."""
    attributes = attributes_of(token)
    if attributes is None or attributes.id:
        return False
    return attributes.is_inverted and not attributes.unread(*INVERTING)


def is_only_embed(inline: Token) -> bool:
    """Tell whether a paragraph is one link, in words, to a player elsewhere."""
    children = inline.children or [Token("", "", 0)]
    types = [child.type for child in children]
    is_link = types[0] == "link_open" and types.index("link_close") == len(types) - 1
    return is_link and "image" not in types and bool(player_url(children[0].attrs["href"]))


def is_only_interactive(inline: Token) -> bool:
    """Tell whether a paragraph is one picture that leads, by a link with a title, to a figure."""
    children = [*(inline.children or ())]
    if len(children) == 4 and _is_inverted(children[2]):
        del children[2]
    if [child.type for child in children] != ["link_open", "image", "link_close"]:
        return False
    link, image, _end = children
    has_file = bool(file_of(link, FIGURE) and link.attrs.get("title"))
    return has_file and picture_number(image) is not None
