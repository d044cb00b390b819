"""What a site's settings say of many files holds for each of them: drafts, authors, addresses."""

import pytest

from blog.importing.folder import Folder
from blog.importing.markdown.archive import Archive
from tests.files import write_file

JEKYLL = """
exclude: [internal, '*.tmp.md', 7]
collections:
  recipes: {output: true}
  notes: {output: false}
defaults:
  - scope: {path: '', type: posts}
    values: {author: Team, layout: post, permalink: '/blog/:title/'}
  - scope: {path: secret}
    values: {published: false}
  - nothing
  - values: [1]
"""
HUGO = {
    "content/_index.md": "---\ncascade: {author: All}\n---",
    "content/p/_index.md": "---\ncascade: {params: {private: true}}\n---",
    "content/o/_index.md": "---\ncascade:\n- _target: {path: '/o/x*'}\n  draft: true\n- 7\n---",
}


@pytest.mark.parametrize(
    ("path", "is_withheld"),
    [
        ("_posts/2019-01-01-a.md", False), ("_recipes/a.md", False), ("a.md", False),
        ("secret/a.md", True), ("secrets/a.md", False), ("internal/deep/a.md", True),
        ("a.tmp.md", True), ("_notes/a.md", True), ("_other/a.md", True),
    ],
)  # fmt: skip
def test_what_jekyll_does_not_show_stays_a_draft(tmp_path, path, is_withheld):
    write_file(tmp_path, "_config.yml", JEKYLL)
    write_file(tmp_path, path, "---\ntitle: A\n---\nText")
    _head, fields, identity = Archive(Folder(tmp_path)).read(path)
    assert bool(identity.withheld) == is_withheld
    assert "layout" not in fields.unplaced


def test_defaults_are_taken_where_a_file_says_nothing_itself(tmp_path):
    write_file(tmp_path, "_config.yml", JEKYLL)
    write_file(tmp_path, "_posts/2019-01-01-a.md", "Text")
    write_file(tmp_path, "_posts/2019-01-01-b.md", "---\nauthor: Ada\npermalink: /b/\n---\nText")
    archive = Archive(Folder(tmp_path))
    _head, fields, identity = archive.read("_posts/2019-01-01-a.md")
    assert (fields.authors, identity.addresses) == (("Team",), ("/blog/a",))
    _head, fields, identity = archive.read("_posts/2019-01-01-b.md")
    assert (fields.authors, identity.addresses) == (("Ada",), ("/b",))


@pytest.mark.parametrize(
    ("path", "text", "is_withheld"),
    [
        ("content/a.md", "x", False), ("content/p/a.md", "x", True),
        ("content/p/q/a.md", "x", True),
        ("content/p/a.md", "---\nprivate: false\n---\nx", False),
        ("content/o/x1.md", "x", True), ("content/o/y.md", "x", False),
    ],
)  # fmt: skip
def test_what_hugos_lists_hand_down_holds_below_them(tmp_path, path, text, is_withheld):
    for name, content in {"hugo.toml": "", **HUGO, path: text}.items():
        write_file(tmp_path, name, content)
    _head, fields, identity = Archive(Folder(tmp_path)).read(path)
    assert bool(identity.withheld) == is_withheld
    assert fields.authors == ("All",)
