"""Tells what an HTML file loads from elsewhere, where it shall stand by itself."""

import re
from html.parser import HTMLParser

# What of an element is fetched for the page to be shown; links that are clicked on are not.
_LOADED = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "embed": ("src",),
    "object": ("data",), "video": ("src", "poster"), "audio": ("src",), "source": ("src", "srcset"),
    "link": ("href",), "base": ("href",), "frame": ("src",), "input": ("src",),
}  # fmt: skip
_HARMLESS_LINKS = {"canonical", "alternate", "author", "license", "help"}
# Beside its scripts, a figure is a few elements; the parser's time grows with the square of them.
MAX_TAGS, MAX_MARKUP = 4_000, 1_000_000
_OWN = re.compile(r"\s*(?:data:|blob:|about:blank|#|$)", re.IGNORECASE)
_IN_STYLE = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)|url\(\s*[\"']?([^\"')\s]+)")
_IN_SCRIPT = re.compile(
    r"\b(?:import|from)\s*(?:\(\s*)?[\"'](https?://[^\"']{1,300})[\"']"
    r"|\brequirejs\.config|\brequire\.config"
)
# What the three programs write, and the line that has them write it whole.
EXPORTS = {
    "plotly": 'fig.write_html("figure.html", include_plotlyjs=True)',
    "bokeh": 'bokeh.io.save(plot, "figure.html", resources=bokeh.resources.INLINE)',
    "vega": 'chart.save("figure.html", inline=True)',
}
_PROGRAMS = {"plotly": "plotly", "bokeh": "bokeh", "vega": "vega", "altair": "vega"}


class _Reader(HTMLParser):
    """Notes what each element loads, and what styles say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "link" and values.get("rel", "").lower() in _HARMLESS_LINKS:
            return
        for name in _LOADED.get(tag, ()):
            if name in values and not _OWN.match(values[name]):
                self.loads.append(values[name].strip()[:200])
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.loads.append(values.get("content", "refresh")[:200])

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "style":
            found = (one or other for one, other in _IN_STYLE.findall(data))
            self.loads += [each[:200] for each in found if not _OWN.match(each)]


def loads_from_elsewhere(html: str) -> list[str]:
    """Return the addresses that a page loads, each once, as far as its text says.

    What scripts put together cannot be known; the frame's own policy stops it.
    """
    markup, scripts = _parted(html)
    if markup.count("<") > MAX_TAGS or len(markup) > MAX_MARKUP:
        return ["more markup than can be checked"]
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    found = (match[1] or match[0] for match in _IN_SCRIPT.finditer(scripts))
    return list(dict.fromkeys([*reader.loads, *found]))


def _parted(html: str) -> tuple[str, str]:
    """Return a page without what its scripts say, and that; by no pattern, which may take long."""
    # Of bytes, since other letters may grow: "İ" becomes two.
    lower = html.encode("utf-8", "replace").lower().decode()
    markup, scripts, place = [], [], 0
    while (start := lower.find("<script", place)) >= 0:
        start = lower.find(">", start)
        end = lower.find("</script", start) if start >= 0 else -1
        if end < 0:
            break
        markup.append(html[place : start + 1])
        scripts.append(html[start + 1 : end])
        place = end
    return "".join([*markup, html[place:]]), "\n".join(scripts)


def export_line(html: str) -> str:
    """Return the line of Python that writes such a figure with all it needs; three for any."""
    begin = html[:200_000].lower() + html[-20_000:].lower()
    programs = [name for sign, name in _PROGRAMS.items() if sign in begin]
    return EXPORTS[programs[0]] if programs else " | ".join(EXPORTS.values())
