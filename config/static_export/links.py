"""Replaces the addresses in pages, feeds and Markdown, and finds those in style sheets."""

import re
from collections.abc import Callable
from html import escape, unescape

# Gets an address, returns what stands there instead.
Replace = Callable[[str], str]

_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>`]+)""")
_LINKED = {
    "href", "src", "poster", "action", "data-frame", "data-viewer", "data-sheet", "data-cards",
}  # fmt: skip
_SETS = {"srcset", "imagesrcset"}
_IN_SET = re.compile(r"(^|,\s*)([^\s,]\S*)")
_JSON_LD = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
_IN_CSS = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_IN_MANIFEST = re.compile(r'"(/[^"\s]*)"')


def replace_in_html(html: str, replace: Replace, *, root_url: str) -> str:
    """Return a page with `replace` done to each address in its attributes and its JSON-LD."""

    def in_tag(tag: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(lambda each: _attribute(each, replace, root_url), tag[0])

    def in_json(script: re.Match[str]) -> str:
        return script[1] + replace_in_text(script[2], replace, root_url=root_url) + script[3]

    return _JSON_LD.sub(in_json, _TAG.sub(in_tag, html))


def replace_in_text(text: str, replace: Replace, *, root_url: str) -> str:
    """Return a feed, a sitemap or Markdown with `replace` done to its full addresses on a site.

    Those that are links: behind a quotation mark, a bracket or a tag.
    """
    pattern = re.compile(rf"""(?<=["'(>]){re.escape(root_url)}/[^\s"'<>()\\\]&]*""")
    return pattern.sub(lambda each: replace(each[0]), text)


def links_in_css(text: str) -> list[str]:
    """Return the addresses that a style sheet loads."""
    return [each[2] for each in _IN_CSS.finditer(text) if not each[2].startswith("data:")]


def links_in_manifest(text: str) -> list[str]:
    """Return the addresses in a web application's manifest."""
    return _IN_MANIFEST.findall(text)


def _attribute(found: re.Match[str], replace: Replace, root_url: str) -> str:
    name, sign, written = found.groups()
    quote = written[0] if written[0] in "\"'" else ""
    value = unescape(written.strip(quote) if quote else written)
    kind = name.lower()
    if kind in _LINKED or (kind == "content" and value.startswith(f"{root_url}/")):
        new = replace(value)
    elif kind in _SETS:
        new = _IN_SET.sub(lambda each: each[1] + replace(each[2]), value)
    else:
        return found[0]
    return found[0] if new == value else f'{name}{sign}"{escape(new)}"'
