"""Writes the cards of Ghost's editors as HTML; Lexical and Mobiledoc have them in common."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

Values = dict[str, Any]


def text_of(values: Values, *names: str) -> str:
    """Return the first of some values that is a text, empty for none."""
    return next((values[name] for name in names if isinstance(values.get(name), str)), "")


def card_html(name: str, values: Values) -> str | None:
    """Return a card as HTML; None for one that is not known."""
    write = _CARDS.get(name)
    return write(values) if write else None


def _captioned(html: str, values: Values) -> str:
    caption = text_of(values, "caption", "fileCaption")
    return f"<figure>{html}<figcaption>{caption}</figcaption></figure>" if caption else html


def _image(values: Values) -> str:
    image = f'<img src="{escape(text_of(values, "src"))}" alt="{escape(text_of(values, "alt"))}">'
    href = text_of(values, "href")
    image = f'<a href="{escape(href)}">{image}</a>' if href else image
    return _captioned(image, values) if text_of(values, "caption") else f"<p>{image}</p>"


def _gallery(values: Values) -> str:
    images = values.get("images")
    images = [each for each in images if isinstance(each, dict)] if isinstance(images, list) else []
    figures = "".join(f"<figure>{_image({**each, 'caption': ''})}</figure>" for each in images)
    caption = text_of(values, "caption")
    return f"<figure>{figures}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _code(values: Values) -> str:
    language = escape(text_of(values, "language"))
    code = escape(text_of(values, "code"), quote=False)
    return _captioned(f'<pre><code class="language-{language}">{code}</code></pre>', values)


def _markdown(values: Values) -> str:
    # The conversion of HTML lets it through; no text of it may end the element.
    text = re.sub("</(?=script)", "&lt;/", text_of(values, "markdown"), flags=re.IGNORECASE)
    return f'<script type="text/markdown">{text}</script>'


def _bookmark(values: Values) -> str:
    about = values.get("metadata")
    about = about if isinstance(about, dict) else {}
    address = text_of(values, "url") or text_of(about, "url")
    title = text_of(about, "title") or address
    described = text_of(about, "description")
    link = f'<p><a href="{escape(address)}">{escape(title)}</a></p>'
    return link + (f"<p>{escape(described)}</p>" if described else "")


def _embed(values: Values) -> str:
    address = text_of(values, "url")
    return _captioned(text_of(values, "html") or f"<p>{escape(address)}</p>", values)


def _callout(values: Values) -> str:
    sign = escape(text_of(values, "calloutEmoji"))
    return f'<div class="kg-callout-card"><p>{sign} {text_of(values, "calloutText")}</p></div>'


def _toggle(values: Values) -> str:
    head, content = text_of(values, "heading"), text_of(values, "content")
    return f"<details><summary>{head}</summary>{content}</details>"


def _linked(values: Values) -> str:
    address = text_of(values, "buttonUrl", "url", "src")
    words = text_of(values, "buttonText", "fileTitle", "title") or address
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>' if address else ""


def _header(values: Values) -> str:
    below = text_of(values, "subheader")
    return f"<h2>{text_of(values, 'header')}</h2>" + (f"<p>{below}</p>" if below else "")


def _product(values: Values) -> str:
    address = text_of(values, "productImageSrc")
    image = f'<p><img src="{escape(address)}" alt=""></p>' if address else ""
    title = f"<h4>{text_of(values, 'productTitle')}</h4>"
    button = _linked({"url": values.get("productUrl"), "title": values.get("productButton")})
    return f"{image}{title}{text_of(values, 'productDescription')}{button}"


def _video(values: Values) -> str:
    return _captioned(f'<video src="{escape(text_of(values, "src"))}"></video>', values)


_CARDS: dict[str, Callable[[Values], str]] = {
    "audio": _linked,
    "bookmark": _bookmark,
    "button": _linked,
    "call-to-action": lambda values: text_of(values, "textValue") + _linked(values),
    "callout": _callout,
    "card-markdown": _markdown,
    "code": _code,
    "codeblock": _code,
    "email": lambda values: text_of(values, "html"),
    "email-cta": lambda values: text_of(values, "html"),
    "embed": _embed,
    "file": _linked,
    "gallery": _gallery,
    "header": _header,
    "horizontalrule": lambda _values: "<hr>",
    "hr": lambda _values: "<hr>",
    "html": lambda values: text_of(values, "html"),
    "image": _image,
    "markdown": _markdown,
    "paywall": lambda _values: "",
    "product": _product,
    "toggle": _toggle,
    "video": _video,
}
