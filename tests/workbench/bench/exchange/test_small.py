"""A small form of `make exchange-bench`: a dozen posts, whose old pages are written by hand."""

import re
from collections import Counter

import pytest

from blog.importing.markdown.reader import import_folder
from tests.blog.importing.folders import png, write_file
from tests.factories import BlogIndexPageFactory
from tests.workbench.bench.exchange import built_site, report
from tests.workbench.bench.exchange.archives import Expected
from tests.workbench.bench.exchange.child import remark_row, run_renditions
from tests.workbench.bench.exchange.comparing import compare
from tests.workbench.bench.exchange.counting import normal_tex
from tests.workbench.bench.exchange.reader import Reader, is_allowed

# Each post as its author wrote it, and as its old site showed it.
POSTS = {
    "prose": (
        "Plain *words*, `code` and O'Brien's 3~5 days.",
        "<p>Plain <em>words</em>, <code>code</code> and O’Brien’s 3~5 days.</p>",
    ),
    "code": (
        "```python\nx = 1\n\nif x:\n    y\n```",
        '<div class="highlight"><pre><code>x = 1\n\nif x:\n    y\n</code></pre></div>',
    ),
    "headings": (
        "## One *two*\n\nText.\n\n### Three",
        "<h2>One <em>two</em></h2><p>Text.</p><h3>Three</h3>",
    ),
    "table": (
        "| ![Gone](gone.png) | b |\n|---|---|\n| 1 | `c` |",
        '<table><tr><th><img src="/gone.png" alt="Gone"></th><th>b</th></tr>'
        "<tr><td>1</td><td><code>c</code></td></tr></table>",
    ),
    "formulas": (
        "At $5, $a_i * b_i$ holds:\n\n$$\n\\frac{1}{2}\n$$",
        "<p>At $5, \\(a_i * b_i\\) holds:</p>\\[\\frac{1}{2}\\]",
    ),
    "web": (
        "See [there](https://example.org/a?b=c#d).",
        '<p>See <a href="https://example.org/a?b=c#d">there</a>.</p>',
    ),
    "within": (
        "See [prose](prose.md) and [below](#part).\n\n## Part",
        '<p>See <a href="/prose/">prose</a> and <a href="#part">below</a>.</p>'
        '<h2 id="part">Part</h2>',
    ),
    "notes": (
        "Text.[^1]\n\n[^1]: A *note*.",
        '<p>Text.<sup><a href="#fn:1">1</a></sup></p><div class="footnotes"><ol><li id="fn:1">'
        '<p>A <em>note</em>. <a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>',
    ),
    "picture": ("![A red box](red.png)", '<p><img src="/red.png" alt="A red box"></p>'),
    "remote": (
        "![Far](https://far.example/x.png)",
        '<p><img src="https://far.example/x.png" alt="Far"></p>',
    ),
    "dated": ("---\ndate: 2019-03-04\n---\nOld.", "<p>Old.</p>"),
    "draft": ("---\ndraft: true\n---\nNot yet.", ""),
}
REMOTE = "https://far.example/x.png"
HIDDEN = {"draft": "draft"}
DATES = {"dated": "2019-03-04"}


def _archive(folder):
    """Write the posts and their old pages; return the archive."""
    for name, (markdown, html) in POSTS.items():
        write_file(folder, f"archive/{name}.md", markdown)
        if name not in HIDDEN:
            write_file(folder, f"built/{name}/index.html", _old_page(name, html))
    write_file(folder, "archive/red.png", png())
    write_file(folder, "built/red.png", png())
    planned = [Expected(f"{name}.md", hidden=HIDDEN.get(name, "")) for name in POSTS]
    archive = built_site.archive("small", folder / "archive", folder / "built", planned)
    for post in archive.posts.values():
        # Nothing in these files names an old address.
        post.addresses = ()
    return archive


def _old_page(name, html):
    return (
        f'<article data-source="{name}.md"><time datetime="{DATES.get(name, "")}"></time>'
        f'<div class="content">{html}</div></article>'
    )


@pytest.mark.django_db
def test_a_dozen_posts_are_kept_whole(site, tmp_path):
    archive = _archive(tmp_path)
    index = BlogIndexPageFactory(parent=site.root_page)
    outcome = import_folder(archive.folder, index=index, publish=True)
    run_renditions()
    shown = [path for path, post in archive.posts.items() if not post.hidden]
    remarks = [remark_row(remark) for remark in outcome.unplaced]
    posts = Reader("testserver").posts(shown)
    tallies = compare(archive, {"posts": posts, "addresses": {}, "remarks": remarks})
    assert {kind: tally.misses for kind, tally in tallies.items() if tally.misses} == {}
    there = {kind: tally.expected for kind, tally in tallies.items()}
    assert there == {
        "words": 33, "code lines": 3, "headings": 3, "table rows": 2, "formulas": 2, "links": 3,
        "notes": 1, "pictures": 1, "remote pictures": 1, "dates": 1, "addresses": 0,
        "published": 11, "hidden": 1,
    }  # fmt: skip


def test_each_loss_is_noticed(tmp_path):
    archive = _archive(tmp_path)
    posts = {f"{name}.md": _as_read(name, html) for name, (_markdown, html) in POSTS.items()}
    read = {"posts": posts, "addresses": {}, "remarks": []}
    assert not any(tally.misses for tally in compare(archive, read).values())

    _replace(posts, "prose", "words", "letters")
    _replace(posts, "code", "if x", "if z")
    _replace(posts, "headings", "Three", "Four")
    _replace(posts, "table", "<td>1</td>", "<td></td>")
    _replace(posts, "web", "b=c", "b=d")
    _replace(posts, "notes", "</em>.", "</em> more.")
    posts["formulas.md"]["formulas"][1][1] = "not read"
    posts["within.md"]["links"] = {}
    posts["picture.md"]["pictures"] = {"/red.png": False}
    posts["remote.md"]["links"] = {}
    posts["dated.md"] |= {"date": "2026-01-01", "is_withheld": True}
    posts["draft.md"]["is_public"] = True
    archive.posts["web.md"].addresses = ("/old/",)
    read["remarks"] = [{"path": "picture.md", "subject": "PICTURE", "what": "not found"}]
    tallies = compare(archive, read)
    missed = {kind: Counter(miss.path for miss in tally.misses) for kind, tally in tallies.items()}
    assert missed.pop("words").keys() == {"prose.md", "headings.md", "table.md"}
    assert missed == {
        "code lines": {"code.md": 1}, "headings": {"headings.md": 1}, "table rows": {"table.md": 1},
        "formulas": {"formulas.md": 1}, "links": {"web.md": 1, "within.md": 1},
        "notes": {"notes.md": 1}, "pictures": {"picture.md": 1},
        "remote pictures": {"remote.md": 1},
        "dates": {"dated.md": 1}, "addresses": {"web.md": 1}, "published": {"dated.md": 1},
        "hidden": {"draft.md": 1},
    }  # fmt: skip
    assert (tallies["pictures"].named, tallies["links"].named) == (1, 0)
    lines = list(report.report([(archive, tallies)]))
    assert "| pictures | 1 | 0.00% | 1 | 0 | below |" in lines
    assert "| links | 3 | 33.33% | 0 | 2 | below |" in lines


def _as_read(name, html):
    """Return what a reader is given of a post that was kept as it was."""
    return {
        "is_public": name not in HIDDEN,
        "is_withheld": False,
        "date": DATES.get(name, ""),
        "html": re.sub(r"\\[(\[].*?\\[)\]]", "", html),
        "ids": ["part"],
        "formulas": [[r"a_i * b_i", ""], [r"\frac{1}{2}", ""]] if name == "formulas" else [],
        "pictures": {"/red.png": True},
        "links": {"within": {"/prose/": ["page", "prose.md"]}, "remote": {REMOTE: None}}.get(
            name, {}
        ),
    }


def _replace(posts, name, before, after):
    post = posts[f"{name}.md"]
    assert before in post["html"]
    post["html"] = post["html"].replace(before, after)


def test_a_picture_loads_where_the_policy_lets_it():
    policy = "default-src 'none'; img-src 'self' https://media.example data:"
    origin = "https://blog.example"
    assert is_allowed("https://blog.example/x.png", policy, origin=origin)
    assert is_allowed("https://media.example/x.png", policy, origin=origin)
    assert is_allowed("data:image/png;base64,", policy, origin=origin)
    assert not is_allowed("https://far.example/x.png", policy, origin=origin)
    assert not is_allowed("https://blog.example/x.png", "default-src 'none'", origin=origin)


def test_tex_is_compared_without_what_no_reader_sees():
    assert normal_tex(r" a + b \label{eq:x}, ") == normal_tex(r"a+b")
    assert normal_tex("a + b") != normal_tex("a - b")
