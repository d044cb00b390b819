"""Has WordPress itself show and export posts of all kinds: Debian's package on MariaDB."""

import json
import re
import subprocess
from pathlib import Path
from shutil import copytree, rmtree
from urllib.parse import urlsplit

from tests.workbench.bench.exchange import built_site, wordpress_posts
from tests.workbench.bench.exchange.archives import Archive, Expected
from tests.workbench.bench.exchange.drawing import draw

DATABASE = "exchange_wordpress"
SCRIPT = Path(__file__).with_name("wordpress_export.php")
SIZE = (1280, 720)
# Every sixth drawing is a PNG.
PNG = 7002
LINK_TO_ORIGINAL = re.compile(r'<a href="[^"]+/uploads/[^"]+">(<img [^>]*>)</a>')


def archive(folder: Path) -> Archive:
    """Fill a new WordPress, and return the archive of its export and what it showed."""
    site, built, content = (folder / f"wordpress-{name}" for name in ("site", "built", "content"))
    for each in (site, built, content):
        rmtree(each, ignore_errors=True)
        each.mkdir()
    uploads = content / "uploads" / "2020" / "01"
    uploads.mkdir(parents=True)
    for number, name in enumerate(wordpress_posts.FILES):
        (uploads / draw(uploads, PNG + 6 * number, size=SIZE)).rename(uploads / name)
    shown = _shown(site, content, folder)
    copytree(content / "uploads", site / "uploads")
    copytree(content / "uploads", built / "wp-content" / "uploads")
    planned = [_planned(number, shown) for number in range(wordpress_posts.COUNT)]
    for post, about in zip(planned, shown.values(), strict=True):
        if not post.hidden:
            _write_page(built, post.path, about)
    kept = [post for post in planned if post.hidden != "trash"]
    return built_site.archive("wordpress", site, built, kept)


def _shown(site: Path, content: Path, folder: Path) -> dict[str, dict[str, str]]:
    """Run WordPress; return what it showed of each post, by the post's number."""
    posts = {str(number): wordpress_posts.post(number) for number in range(wordpress_posts.COUNT)}
    order = {
        "database": DATABASE,
        "content": str(content),
        "was": built_site.WAS,
        "files": wordpress_posts.FILES,
        "posts": posts,
        "shown": str(folder / "wordpress-shown.json"),
        "export": str(site / "old.WordPress.xml"),
    }
    file = folder / "wordpress-order.json"
    file.write_text(json.dumps(order))
    for statement in (f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}"):
        subprocess.run(["mariadb", "-h", "127.0.0.1", "-u", "root", "-e", statement], check=True)
    subprocess.run(["php", SCRIPT, file], check=True)
    return json.loads(Path(order["shown"]).read_text())


def _planned(number: int, shown: dict[str, dict[str, str]]) -> Expected:
    about = shown[str(number)]
    hidden = wordpress_posts.HIDDEN.get(number, "")
    given = wordpress_posts.post(number)
    path = urlsplit(about["link"]).path
    olds = [path.replace(given["post_name"], old)
            for name, old in given["meta"].items() if name == "_wp_old_slug"]  # fmt: skip
    source = f"{about['type']}s/{about['id']}"
    return Expected(source, date=about["date"], hidden=hidden, addresses=tuple(olds))


def _write_page(built: Path, source: str, about: dict[str, str]) -> None:
    """Write what WordPress showed; a link from a picture to itself in full size is none here."""
    html = LINK_TO_ORIGINAL.sub(r"\1", about["html"])
    cover = f'<img src="{about["cover"]}" alt="{about["cover_alt"]}">' if about["cover"] else ""
    page = built / urlsplit(about["link"]).path.strip("/") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        f'<article data-source="{source}"><time datetime="{about["date"]}"></time>{cover}'
        f'<div class="content">{html}</div></article>'
    )
