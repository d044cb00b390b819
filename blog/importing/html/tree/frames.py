"""Turns what plays or loads something from elsewhere into a link to it."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from blog.html.addresses import host_name, player_url
from blog.importing.entry import Subject
from blog.importing.html.tree.page import Page, living, value

_GIST = re.compile(r"(?:https?:)?//gist\.github\.com/[\w.-]+/[0-9a-f]+(?=\.js)")
_PLAYED = ["audio", "embed", "iframe", "object", "video"]


def settle_frames(soup: BeautifulSoup, page: Page) -> None:
    """Replace players, frames and Gists by paragraphs that link to what they show."""
    for tag in living(soup.find_all("script", src=_GIST)):
        address = _GIST.match(value(tag, "src"))
        if address:
            name = parse_qs(urlsplit(value(tag, "src")).query).get("file", [""])[0]
            _replace(soup, tag, _with_scheme(address[0]), f"Gist {name}".strip())
    for tag in living(soup.find_all(_PLAYED)):
        if tag.parent is not None:
            _settle_player(soup, page, tag)


def _settle_player(soup: BeautifulSoup, page: Page, tag: Tag) -> None:
    address = _address_of(tag)
    if not address:
        page.remark(f"{tag.name} without an address", at=tag, subject=Subject.LEFT_OUT)
        tag.unwrap()
        return
    title = value(tag, "title") or value(tag, "aria-label")
    if tag.name in ("audio", "video"):
        title = title or urlsplit(address).path.rpartition("/")[2]
    elif not player_url(address):
        page.remark("frame, kept as a link", address, at=tag)
    _replace(soup, tag, address, title or host_name(address) or address)


def _address_of(tag: Tag) -> str:
    names = ("src", "data-src", "data", "data-lazy-src")
    found = [value(tag, name) for name in names]
    found += [value(source, "src") for source in tag.find_all(["source", "embed"])]
    address = next(filter(None, found), "")
    return (
        "" if address.startswith(("about:", "blob:", "data:")) else _watched(_with_scheme(address))
    )


def _watched(address: str) -> str:
    """Return the page of a video whose player's address this is; any other as it is."""
    player = player_url(address)
    if "/embed/" in player:
        return f"https://www.youtube.com/watch?v={player.rpartition('/')[2]}"
    if player:
        return f"https://vimeo.com/{urlsplit(player).path.rpartition('/')[2]}"
    return address


def _with_scheme(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _replace(soup: BeautifulSoup, tag: Tag, address: str, title: str) -> None:
    paragraph = soup.new_tag("p")
    link = soup.new_tag("a", href=address)
    if poster := value(tag, "poster"):
        link.append(soup.new_tag("img", src=poster, alt=title))
    else:
        link.string = title
    paragraph.append(link)
    if (track := tag.find("track")) and (captions := value(track, "src")):
        paragraph.extend([" ", soup.new_tag("a", href=captions, string="Captions")])
    paragraph.sourceline = tag.sourceline
    tag.replace_with(paragraph)
