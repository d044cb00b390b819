"""WordPress export files for tests, as `wp-admin/includes/export.php` writes them."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
	<title>Old Blog</title>
	<link>https://old.test</link>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>https://old.test</wp:base_site_url>
	<wp:base_blog_url>https://old.test</wp:base_blog_url>
	<wp:author><wp:author_login>ada</wp:author_login>
	<wp:author_display_name><![CDATA[Ada L.]]></wp:author_display_name></wp:author>
	<generator>https://wordpress.org/?v=6.1</generator>
"""
FOOT = "</channel>\n</rss>\n"


def item(
    content: str = "",
    *,
    key: int = 1,
    slug: str = "one",
    metas: Sequence[tuple[str, str]] = (),
    terms: Sequence[tuple[str, str, str]] = (),
    comments: int = 0,
    **fields: str,
) -> str:
    """Return one item; `fields` are `title`, `link` or `post_type` and the like."""
    values = {
        "title": f"Post {key}",
        "link": f"https://old.test/2020/01/{slug}/",
        "dc:creator": "ada",
        "excerpt:encoded": "",
        "wp:post_id": str(key),
        "wp:post_date": "2020-01-02 04:04:05",
        "wp:post_date_gmt": "2020-01-02 03:04:05",
        "wp:post_name": slug,
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
        "wp:is_sticky": "0",
    }
    outer = {"title", "link", "pubDate"}
    values |= {
        key if key in outer else f"excerpt:{key}" if key == "encoded" else f"wp:{key}": value
        for key, value in fields.items()
    }
    parts = [f"<{name}>{escape(value)}</{name}>" for name, value in values.items()]
    parts += [
        f'<category domain="{d}" nicename="{n}"><![CDATA[{t}]]></category>' for d, n, t in terms
    ]
    parts += [
        f"<wp:postmeta><wp:meta_key>{k}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{v}]]></wp:meta_value></wp:postmeta>"
        for k, v in metas
    ]
    parts += ["<wp:comment><wp:comment_content>Hi</wp:comment_content></wp:comment>"] * comments
    text = content.replace("]]>", "]]]]><![CDATA[>")
    return (
        "<item>\n" + "\n".join(parts) + f"\n<content:encoded><![CDATA[{text}]]></content:encoded>"
        "\n</item>\n"
    )


def attachment(key: int, url: str, *, parent: int = 0, alt: str = "", caption: str = "") -> str:
    """Return a file of the media library."""
    return item(
        key=key,
        slug=f"file-{key}",
        metas=[("_wp_attachment_image_alt", alt)],
        post_type="attachment",
        status="inherit",
        attachment_url=url,
        post_parent=str(parent),
        encoded=caption,
    )


def write_wxr(folder: Path, *items: str, name: str = "old.xml") -> Path:
    """Write an export; return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(HEAD + "".join(items) + FOOT, encoding="utf-8")
    return folder
