"""Writes an export of Ghost in its documented form; what its theme shows of it is the reference."""

import json
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

from tests.files import write_file
from tests.workbench.bench.exchange import built_site
from tests.workbench.bench.exchange.archives import Archive, Expected, day_of
from tests.workbench.bench.exchange.drawing import draw

Row = dict[str, Any]

COUNT = 30
# The place of the site in an export; a theme shows the address instead.
HERE = "__GHOST_URL__"
IMAGES, FILES = f"{HERE}/content/images/2020/01", f"{HERE}/content/files/2020/01"
CARDS = Path(__file__).with_name("ghost_cards.html").read_text().rstrip("\n").split("\n=====\n")
# A post without HTML, as a draft that was never shown, or one of an API.
LEXICAL_EVERY = 7
STATES: dict[int, Row] = {
    24: {"status": "draft", "published_at": None},
    25: {"visibility": "members"},
    26: {"status": "scheduled", "published_at": "2031-05-06T07:08:09.000Z"},
    27: {"status": "sent"},
    28: {"visibility": "paid"},
}
HIDDEN = {24: "draft", 25: "members", 26: "future", 27: "sent", 28: "paid"}


def archive(folder: Path) -> Archive:
    """Write an export and its files; return its archive."""
    site, built = folder / "ghost-site", folder / "ghost-built"
    for each in (site, built):
        rmtree(each, ignore_errors=True)
    for number, name in enumerate(("a.png", "b.png", "cover.png")):
        images = site / "content" / "images" / "2020" / "01"
        (images / draw(images, 9_000 + 6 * number, size=(1280, 720))).rename(images / name)
    write_file(site, "content/files/2020/01/data.csv", "a,b\n1,2\n")
    copytree(site, built)
    write_file(site, "old.ghost.json", json.dumps({"db": [{"meta": {}, "data": _tables()}]}))
    for number in set(range(COUNT)) - HIDDEN.keys():
        write_file(built, f"entry-{number}/index.html", _page(number))
    planned = [
        Expected(f"posts/{number}", date=day_of(number), hidden=HIDDEN.get(number, ""))
        for number in range(COUNT)
    ]
    return built_site.archive("ghost", site, built, planned)


def _tables() -> dict[str, list[Row]]:
    authors = [
        {"post_id": f"{number}", "author_id": "1", "sort_order": 0} for number in range(COUNT)
    ]
    return {
        "posts": [_post(number) for number in range(COUNT)],
        "tags": [{"id": "1", "name": "Machine learning"}, {"id": "2", "name": "#internal"}],
        "posts_tags": [{"post_id": f"{number}", "tag_id": "1"} for number in range(0, COUNT, 2)],
        "users": [{"id": "1", "name": "Team One"}],
        "posts_authors": authors,
        "posts_meta": [{"post_id": "3", "feature_image_alt": "Cover of 3"}],
        "settings": [{"key": "title", "value": "An old site"}],
    }


def _post(number: int) -> Row:
    text = {"html": _html(number)}
    if number % LEXICAL_EVERY == 5:
        text = {"html": None, "lexical": json.dumps({"root": {"children": _nodes(number)}})}
    given = {
        "id": f"{number}",
        "title": f"Entry {number} & what “we” learned",
        "slug": f"entry-{number}",
        "status": "published",
        "visibility": "public",
        "type": "page" if number % 11 == 10 else "post",
        "published_at": f"{day_of(number)}T12:30:00.000Z",
        "feature_image": f"{IMAGES}/cover.png" if _has_cover(number) else None,
        "custom_excerpt": f"In short, {number}." if number % 2 else None,
    }
    return given | text | STATES.get(number, {})


def _has_cover(number: int) -> bool:
    return number % 5 == 3


def _html(number: int) -> str:
    """Return a post's HTML: what Ghost rendered when it was saved, or would have."""
    if number % LEXICAL_EVERY == 5:
        return (
            f"<h2>Nodes of {number}</h2><p>Plain, <strong>bold</strong> and "
            f'<a href="https://example.org/n/{number}">linked</a>.</p>'
            f'<pre><code class="language-go">go({number})</code></pre>'
            f'<img src="{IMAGES}/b.png" alt="Bars {number}">'
        )
    cards = "".join(CARDS[(number + step) % len(CARDS)] for step in range(4))
    links = f'<p>See <a href="{HERE}/entry-{max(0, number - 7) // 3}/">one before {number}</a>.</p>'
    text = (cards + links).replace("IMAGES", IMAGES).replace("FILES", FILES)
    return text.replace("NUMBER", f"{number:04}")


def _nodes(number: int) -> list[Row]:
    def words(text: str, weight: int = 0) -> Row:
        return {"type": "extended-text", "text": text, "format": weight}

    url = f"https://example.org/n/{number}"
    return [
        {"type": "extended-heading", "tag": "h2", "children": [words(f"Nodes of {number}")]},
        {
            "type": "paragraph",
            "children": [
                words("Plain, "),
                words("bold", 1),
                words(" and "),
                {"type": "link", "url": url, "children": [words("linked")]},
                words("."),
            ],
        },
        {"type": "codeblock", "language": "go", "code": f"go({number})"},
        {"type": "image", "src": f"{IMAGES}/b.png", "alt": f"Bars {number}"},
    ]


def _page(number: int) -> str:
    """Return what Ghost's theme shows of a post; the name of a toggle counts as words alone."""
    alt = "Cover of 3" if number == 3 else ""
    cover = f'<img src="{IMAGES}/cover.png" alt="{alt}">' if _has_cover(number) else ""
    return (
        (
            f'<article data-source="posts/{number}"><time datetime="{day_of(number)}"></time>'
            f'{cover}<div class="content">{_html(number)}</div></article>'
        )
        .replace(HERE, built_site.WAS)
        .replace("h4", "div")
    )
