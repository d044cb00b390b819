"""Writes figures and galleries of HTML: pictures with what is said below them."""

from collections.abc import Callable, Iterable

from bs4 import NavigableString, Tag
from bs4.element import PageElement

from blog.importing.html.addresses import written_address
from blog.importing.html.pictures import linked_original, picture_markdown
from blog.importing.html.tree.formulas import FORMULA
from blog.importing.html.tree.page import Page, value
from blog.markdown.writing import escaped

LineOf = Callable[[Iterable[PageElement]], str]
# A figure's caption is a text of at most this length, without markup.
MAX_CAPTION = 500
_MARKUP = ["a", "code", "img", "kbd", "sub", "sup", FORMULA]


def is_only_pictures(nodes: list[PageElement]) -> bool:
    """Tell whether nodes are nothing but pictures, linked ones too."""
    tags = [node for node in nodes if isinstance(node, Tag)]
    has_text = any(isinstance(node, NavigableString) and node.strip() for node in nodes)
    has_picture = any(tag.name == "img" or tag.find("img") for tag in tags)
    return has_picture and not has_text and all(_is_picture(tag) for tag in tags)


def is_figure(figure: Tag) -> bool:
    """Tell whether a figure holds pictures, and no text but captions."""
    captions = {id(text) for caption in figure.find_all("figcaption") for text in caption.strings}
    is_bare = all(id(text) in captions or not text.strip() for text in figure.strings)
    return is_bare and figure.find("img") is not None and not figure.find(["pre", "table"])


def picture_blocks(nodes: list[PageElement], page: Page) -> list[str]:
    """Return pictures that stand alone as paragraphs, one for each."""
    images = [image for node in nodes if isinstance(node, Tag) for image in _images_of(node)]
    return [_linked(image, page, "") for image in images]


def figure_blocks(figure: Tag, page: Page, line: LineOf) -> list[str]:
    """Return a figure as Markdown; several pictures stand within a gallery."""
    images = _images_of(figure)
    captions = {id(caption): caption for caption in figure.find_all("figcaption")}
    pictures, below = [], []
    for image in images:
        own = _own_caption(image, figure, is_only=len(images) == 1)
        # Within a link a caption would only be seen by who points at the picture.
        is_below = len(images) == 1 and bool(_link_of(image)[0])
        text = "" if is_below else _plain_or_empty(own, page)
        pictures.append(_linked(image, page, text))
        if own is not None:
            captions.pop(id(own), None)
            below += [] if text else [line(own.children)]
    title, said = "", [*captions.values()]
    if len(said) == 1 and len(images) > 1:
        title = _plain_or_empty(said[0], page)
    if len(images) > 1:
        opening = f"::: gallery [{escaped(title)}]" if title else "::: gallery"
        pictures = [opening, *pictures, ":::"]
    below += [] if title else [line(caption.children) for caption in said]
    return [*pictures, *below]


def _images_of(tag: Tag) -> list[Tag]:
    return [tag] if tag.name == "img" else tag.find_all("img")


def _own_caption(image: Tag, figure: Tag, *, is_only: bool) -> Tag | None:
    """Return the caption of one picture: the figure's, or one beside it that is no other's."""
    if is_only:
        return figure.find("figcaption")
    for parent in image.parents:
        if parent is figure or len(parent.find_all("img", limit=2)) > 1:
            return None
        if caption := parent.find("figcaption"):
            return caption
    return None


def _plain_or_empty(caption: Tag | None, page: Page) -> str:
    """Return a caption as plain text; nothing where a figure's own can't hold it."""
    if caption is None or caption.find(_MARKUP):
        return ""
    text = " ".join(caption.get_text().split())
    is_citing = any(id(tag) in page.labels for tag in caption.find_all(True))
    return "" if is_citing or len(text) > MAX_CAPTION or "$" in text else text


def _linked(image: Tag, page: Page, caption: str) -> str:
    """Return a picture within its link; one that leads to its original gives it its address."""
    address, original = _link_of(image)
    if original:
        image["src"] = original
        for name in ("srcset", "data-srcset", "data-src"):
            image.attrs.pop(name, None)
    picture = picture_markdown(image, page, caption)
    return f"[{picture}]({address})" if address and picture.startswith("!") else picture


def _link_of(image: Tag) -> tuple[str, str]:
    """Return the address that a picture leads to, or that of its original."""
    link = image.find_parent("a")
    if link is None:
        return "", ""
    if original := linked_original(image, link):
        return "", original
    return written_address(value(link, "href")), ""


def _is_picture(tag: Tag) -> bool:
    if tag.name in ("img", "br"):
        return True
    is_wrapper = tag.name in ("a", "picture", "span", "strong", "em", "b", "i")
    return is_wrapper and tag.find("img") is not None and not tag.get_text().strip()
