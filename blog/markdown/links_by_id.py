"""Finds what Markdown names of the site itself: by id, or by an address that becomes an id."""

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from blog.document.manuscript import Manuscript
from blog.html.site_ids import KIND, PK, site_id
from blog.markdown.limits import is_oversized
from blog.markdown.source_edits import Edits
from blog.markdown.to_html import footnote_labels, render_markdown
from blog.markdown.tokens import Parsed, parse_source

_HINT = re.compile(rf"\b(?:{KIND}):\d")
_NAMED = re.compile(rf'\s(?:href|src)="({KIND}):({PK})(?=["#])')
_ADDRESS = re.compile(r"\]\(|\]:|https?://")
# A lone carriage return is a line's end to markdown-it, and to nothing else here.
_LONE_RETURN = re.compile(r"\r(?!\n)")
# What may follow an id without brackets around the whole.
_FRAGMENT = re.compile(r"(?:#[^\s<>()\\]*)?")


def named_objects(source: str) -> Iterator[tuple[type[Model], str]]:
    """Yield the pages, documents and images that a text's links and images name by id.

    What is rendered counts: raw HTML and footnotes do, code and formulas do not.
    """
    if not _HINT.search(source) or is_oversized(source):
        return
    manuscript = Manuscript(footnote_labels=footnote_labels(source))
    html = "".join([render_markdown(source, manuscript), *manuscript.footnotes.values()])
    models = {"page": Page, "document": get_document_model(), "image": get_image_model()}
    for kind, pk in dict.fromkeys(_NAMED.findall(html)):
        yield models[kind], pk


def by_id(source: str) -> str:
    """Return a text whose links to the site's own pages, documents and images name them by id.

    `/blog/drift/#part` becomes `page:7#part`, an image's file `image:7`. Only an address that
    leads exactly there changes, by at most four queries; all else stays as it was typed.
    """
    if is_oversized(source) or not _ADDRESS.search(source) or _LONE_RETURN.search(source):
        return source
    parsed = parse_source(source)
    links, images = _ids_by_address(parsed)
    if not links and not images:
        return source
    edits = Edits(parsed)
    for span in parsed.spans:
        name = (images if span.is_image else links).get(span.target)
        if name and span.address is not None:
            edits.readdress(span, name)
    for span in parsed.bare_spans:
        if name := links.get(span.address):
            edits.name(span, name)
    for label in parsed.references.keys() - parsed.repeated:
        if name := _id_of_definition(parsed, label, links, images):
            edits.redefine(parsed.references[label], name)
    named = "\n".join(edits.applied())
    # A link that is written in another way may swallow what stood beside it.
    return (
        named if _words_and_elements(parse_source(named)) == _words_and_elements(parsed) else source
    )


def _words_and_elements(parsed: Parsed) -> str:
    """Return a text's elements and words in their order, without the addresses."""
    words = []
    for token in parsed.tokens:
        words.append(f"<{token.type}>")
        for child in token.children or ():
            words.append(
                child.content if child.type == "text" else f"<{child.type} {child.content}>"
            )
    return "".join(words)


def _ids_by_address(parsed: Parsed) -> tuple[dict[str, str], dict[str, str]]:
    """Return the ids of what a text's links lead to, and its images, by their addresses."""
    links = {span.target for span in parsed.spans if not span.is_image}
    links |= {span.address for span in parsed.bare_spans}
    images = {span.target for span in parsed.spans if span.is_image}
    if not links and not images:
        return {}, {}
    own = _Site()
    return own.name_links(links), own.name_images(images)


def _id_of_definition(
    parsed: Parsed, label: str, links: dict[str, str], images: dict[str, str]
) -> str:
    """Return the new address that all uses of a reference agree on; empty for the old one."""
    uses = [span for span in parsed.spans if span.token.meta.get("label") == label]
    names = {(images if span.is_image else links).get(span.target, "") for span in uses}
    return names.pop() if len(names) == 1 else ""


class _Site:
    """The hosts that this installation answers at, and what their addresses lead to."""

    def __init__(self) -> None:
        roots = Site.get_site_root_paths()
        self._roots = {urlsplit(root.root_url).netloc: root.root_path for root in roots}
        # With several sites, a path alone does not say which of them is meant.
        if len(roots) == 1:
            self._roots[""] = roots[0].root_path

    def name_links(self, addresses: Collection[str]) -> dict[str, str]:
        """Return each address of a page or document as an id, with its fragment."""
        pages: dict[str, str] = {}
        documents: dict[str, tuple[int, str]] = {}
        for address, parts in _split_all_own(addresses).items():
            match _view_of_path(parts.path):
                case "wagtail_serve", [path] if parts.netloc in self._roots:
                    root = self._roots[parts.netloc].rstrip("/")
                    pages[address] = f"{root}/{path}"
                case "wagtaildocs_serve", [pk, name] if self._is_own(parts):
                    documents[address] = int(pk), name
        pks = {"page": _page_pks(pages), "document": _document_pks(documents)}
        return {
            address: site_id(kind, pk) + fragment
            for kind, found in pks.items()
            for address, pk in found.items()
            if _FRAGMENT.fullmatch(fragment := _fragment_of(address))
        }

    def name_images(self, addresses: Collection[str]) -> dict[str, str]:
        """Return each address of an image's file, the original or a rendition, as an id."""
        parts = _split_all_own(addresses)
        wanted = {_stored_name(each.path) for each in parts.values()}
        if not wanted:
            return {}
        image = get_image_model()
        originals = image.objects.filter(file__in=wanted).only("file")
        renditions = image.get_rendition_model().objects.filter(file__in=wanted)
        pks = {self._place(urlsplit(each.file.url)): each.pk for each in originals}
        for each in renditions.only("file", "image"):
            pks[self._place(urlsplit(each.file.url))] = each.image_id
        places = {address: self._place(each) for address, each in parts.items()}
        return {
            address: site_id("image", pks[each]) for address, each in places.items() if each in pks
        }

    def _is_own(self, parts: SplitResult) -> bool:
        return not parts.netloc or parts.netloc in self._roots

    def _place(self, parts: SplitResult) -> tuple[str, str]:
        """Return the host of a file, empty for one of the site's own, and its path."""
        return "" if self._is_own(parts) else parts.netloc, unquote(parts.path)


def _split_all_own(addresses: Collection[str]) -> dict[str, SplitResult]:
    """Return the parts of those addresses that may be the site's own: a path, no query."""
    parts = {address: split for address in addresses if (split := _split_own(address))}
    return {address: each for address, each in parts.items() if not each.query}


def _split_own(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return parts if is_web or is_path else None


def _fragment_of(address: str) -> str:
    _before, sign, fragment = address.partition("#")
    return sign + fragment


def _view_of_path(path: str) -> tuple[str, list[str]]:
    """Return the name and the arguments of the view that a path leads to, by a redirect even."""
    path = unquote(path) or "/"
    for each in (path, f"{path}/"):
        try:
            match = resolve(each)
        except Resolver404:
            continue
        return match.url_name or "", [*match.args]
    return "", []


def _page_pks(url_paths: dict[str, str]) -> dict[str, int]:
    if not url_paths:
        return {}
    found = Page.objects.filter(url_path__in=set(url_paths.values()))
    pks = dict(found.values_list("url_path", "pk"))
    return {address: pks[path] for address, path in url_paths.items() if path in pks}


def _document_pks(documents: dict[str, tuple[int, str]]) -> dict[str, int]:
    if not documents:
        return {}
    found = get_document_model().objects.in_bulk({pk for pk, _name in documents.values()})
    return {
        address: pk
        for address, (pk, name) in documents.items()
        if pk in found and found[pk].filename == name
    }


def _stored_name(path: str) -> str:
    """Return what the storage knows a file by: its folder and its name."""
    return "/".join(PurePosixPath(unquote(path)).parts[-2:])
