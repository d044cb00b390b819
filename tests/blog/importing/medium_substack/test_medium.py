"""An export of Medium comes in whole."""

from datetime import UTC, datetime
from pathlib import Path

from blog.importing.entry import Entry
from blog.importing.folder import Folder
from blog.importing.formats import find_export
from tests.blog.importing.folders import values, write_file

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<style>p {{ color: red }}</style></head><body><article class="h-entry">
<header><h1 class="p-name">{title}</h1></header>
<section data-field="subtitle" class="p-summary">
In short.
</section>
<section data-field="body" class="e-content">
<section class="section section--body section--first"><div class="section-divider">
<hr class="section-divider"></div><div class="section-content">
<h3 name="aa" class="graf graf--h3 graf--leading graf--title">{title}</h3>
<h4 name="bb" class="graf graf--h4 graf--subtitle">In short.</h4>
{body}
</div></section></section>
<footer><p>By <a href="https://medium.com/@ada" class="p-author h-card">Ada L.</a> on
<time class="dt-published" datetime="2020-01-02T03:04:05.000Z">January 2, 2020</time>.</p>
<p><a href="{address}" class="p-canonical">Canonical link</a></p></footer></article></body></html>
"""


def write_post(
    folder: Path, name: str, body: str, *, title: str = "Post", address: str = ""
) -> None:
    address = address or f"https://medium.com/@ada/{name}"
    text = PAGE.format(title=title, body=body, address=address)
    write_file(folder, f"posts/{name}.html", text)


def entries(folder: Path) -> dict[str, Entry]:
    export = find_export(Folder(folder))
    assert export is not None
    assert export.system == "Medium"
    return {source.path: source.read() for source in export.sources()}


def test_a_post_brings_what_is_said_of_it(tmp_path):
    body = '<p class="graf">Text</p><h3>Section</h3><h4>Part</h4><p>End</p>'
    write_post(tmp_path, "2020-01-02_My-Post-0123456789ab", body, title="My Post")
    (entry,) = entries(tmp_path).values()
    assert (entry.path, entry.title, entry.slug) == ("posts/0123456789ab", "My Post", "my-post")
    assert (entry.teaser, entry.authors) == ("In short.", ("Ada L.",))
    assert entry.date == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (entry.withheld, entry.addresses, entry.remarks) == ((), (), [])
    assert values(entry, "markdown") == ["Text\n\n## Section\n\n### Part\n\nEnd"]


def test_a_draft_stays_one_and_an_own_domain_keeps_its_addresses(tmp_path):
    write_post(tmp_path, "draft_Two-0123456789ac", "<p>x</p>")
    address = "https://old.test/three-0123456789ad"
    write_post(tmp_path, "2020-01-02_Three-0123456789ad", "<p>y</p>", address=address)
    found = entries(tmp_path)
    assert found["posts/0123456789ac"].withheld == ("a draft there",)
    assert found["posts/0123456789ad"].addresses == ("/three-0123456789ad",)


def test_posts_link_to_each_other_by_the_number_in_any_address(tmp_path):
    ends = ["@ada/three-0123456789ad?source=x", "p/0123456789ad", "some-pub/t-0123456789ad#bb"]
    body = "".join(f'<p><a href="https://medium.com/{end}">x</a></p>' for end in ends)
    write_post(tmp_path, "2020-01-02_Two-0123456789ac", body)
    write_post(tmp_path, "2020-01-02_Three-0123456789ad", "<p>y</p>")
    entry = entries(tmp_path)["posts/0123456789ac"]
    assert entry.links == ["posts/0123456789ad"]
    assert entry.remarks == []


def test_listings_gists_and_cards_are_what_they_show(tmp_path):
    body = (
        '<pre data-code-block-lang="python" class="graf graf--pre"><span class="pre--content">'
        "if a:<br>    b</span></pre>"
        '<figure class="graf graf--iframe"><script src="https://gist.github.com/u/ab1.js"></script>'
        "</figure>"
        '<div class="graf graf--mixtapeEmbed"><a href="https://x.test" class="markup--anchor">'
        '<strong class="markup--strong">T</strong><br><em class="markup--em">D</em>x.test</a></div>'
    )
    write_post(tmp_path, "2020-01-02_Two-0123456789ac", body)
    (entry,) = entries(tmp_path).values()
    assert values(entry, "code") == [{"language": "python", "code": "if a:\n    b"}]
    (text,) = values(entry, "markdown")
    assert text.startswith("[Gist](https://gist.github.com/u/ab1)\n\n[T](https://x.test)\n\nD")


def test_a_picture_names_the_line_of_its_file(tmp_path):
    write_post(tmp_path, "2020-01-02_Two-0123456789ac", '<p>x</p>\n<img src="">')
    (entry,) = entries(tmp_path).values()
    text = (tmp_path / "posts/2020-01-02_Two-0123456789ac.html").read_text().split("\n")
    (remark,) = entry.remarks
    assert '<img src="">' in text[remark.line - 1]


def test_other_html_is_no_export(tmp_path):
    write_file(tmp_path, "posts/2020-01-02_x-0123456789ab.html", "<p>x</p>")
    assert find_export(Folder(tmp_path)) is None
