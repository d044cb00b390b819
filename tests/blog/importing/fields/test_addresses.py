"""Old addresses, as front matter states them and as generators made them."""

from datetime import UTC, datetime

import pytest

from blog.importing.fields.addresses import last_part, stated_addresses
from blog.importing.fields.generated_addresses import (
    Generator,
    Page,
    find_generator,
    generated_addresses,
)
from tests.blog.importing.folders import write_file

DAY = datetime(2014, 12, 5, tzinfo=UTC)


def stated(values, **options) -> list[str]:
    options = {"variables": {}, "own": "/posts/x/", **options}
    return list(stated_addresses(values, **options).paths)


def reasons(values, **options) -> list[str]:
    options = {"variables": {}, **options}
    return [why for _key, why, _text in stated_addresses(values, **options).unusable]


@pytest.mark.parametrize(
    ("values", "paths"),
    [
        ({"aliases": ["/old", "/older/"]}, ["/old", "/older"]),
        ({"aliases": ["old"]}, ["/posts/old"]),
        ({"aliases": "a/b.html"}, ["/posts/a/b.html"]),
        ({"aliases": "old/", "url": "/special/x/"}, ["/special/x", "/special/old"]),
        ({"redirect_from": "/old.html"}, ["/old.html"]),
        ({"redirect_from": ["/a", None, 7, {}]}, ["/a", "/7"]),
        ({"permalink": "/x/y/"}, ["/x/y"]),
        ({"permalink": "/:year/:title/"}, ["/2014/t"]),
        ({"path": "2014/12/12/x"}, ["/2014/12/12/x"]),
        ({"url": "https://old.example/a/b?p=1#c"}, ["/a/b?p=1"]),
        ({"url": "/a/index.html"}, ["/a/"]),
        ({"slug": "2013/01/07/foo"}, ["/2013/01/07/foo"]),
        ({"slug": "foo"}, []),
        ({"permalink": "/"}, []),
        ({"aliases": ["../../../etc"]}, ["/etc"]),
        ({"permalink": False, "url": None, "path": []}, []),
    ],
)
def test_addresses_are_read(values, paths):
    assert stated(values, variables={"year": "2014", "title": "t"}) == paths


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"permalink": "/{{ page.date }}/x/"}, "address that a template makes"),
        ({"permalink": "/:collection/x/"}, "address that a template makes"),
        ({"aliases": ["Another Name"]}, "alias that is no address"),
        ({"aliases": ["Shortname"]}, "alias that is no address"),
        ({"path": "./posts/a.md"}, "address of a source file"),
        ({"url": "mailto:a@example.org"}, "address on another site"),
        ({"url": "/" + "x" * 300}, "address over 255 characters"),
        ({"url": "http://[bad/x"}, "address on another site"),
        ({"url": "https://other.example/x"}, "address on another site"),
    ],
)
def test_what_is_no_address_is_told(values, why):
    assert reasons(values, old_site="old.example") == [why]


def test_www_is_the_same_site():
    assert stated({"url": "https://WWW.old.example/x"}, old_site="old.example") == ["/x"]


def test_many_addresses_are_bounded_and_told():
    values = {"aliases": [f"/{number}" for number in range(60)]}
    assert len(stated(values)) == 50
    assert reasons(values) == ["address past the fiftieth"] * 10


@pytest.mark.parametrize(
    ("slug", "last"), [("2013/01/07/foo", "foo"), ("/foo/", "foo"), ("Mine / too", "Mine / too")]
)
def test_the_last_part_of_a_path_is_the_slug(slug, last):
    assert last_part(slug) == last


def made(generator: Generator, path: str, **fields) -> list[str]:
    name = fields.pop("name", "x")
    return list(generated_addresses(generator, Page(path, name, **fields)))


@pytest.mark.parametrize(
    ("generator", "path", "fields", "addresses"),
    [
        (Generator("jekyll"), "_posts/2014-12-05-x.md", {"date": DAY},
         ["/2014/12/05/x.html", "/2014/12/05/x"]),
        (Generator("jekyll"), "_posts/x.md", {"date": DAY, "categories": ("A b", "c")},
         ["/a b/c/2014/12/05/x.html", "/a b/c/2014/12/05/x"]),
        (Generator("jekyll"), "c/_posts/x.md", {"date": DAY},
         ["/c/2014/12/05/x.html", "/c/2014/12/05/x"]),
        (Generator("jekyll", {"": "pretty"}), "_posts/x.md", {"date": DAY}, ["/2014/12/05/x/"]),
        (Generator("jekyll", {"": "/blog/:title"}), "_posts/x.md", {"slug": "s"}, ["/blog/s"]),
        (Generator("jekyll", {"": "/:author/:title"}), "_posts/x.md", {}, []),
        (Generator("jekyll"), "_posts/x.md", {}, []),
        (Generator("jekyll"), "about.md", {}, ["/about.html"]),
        (Generator("hugo"), "content/posts/My Post.md", {"name": "My Post"}, ["/posts/my-post/"]),
        (Generator("hugo"), "content/posts/x/index.md", {}, ["/posts/x/"]),
        (Generator("hugo"), "posts/x.md", {"slug": "s"}, ["/posts/s/"]),
        (Generator("hugo", {"posts": "/:year/:month/:slug/"}), "content/posts/x.md",
         {"date": DAY}, ["/2014/12/x/"]),
        (Generator("hugo", {"posts": "/:slug/"}), "content/posts/x.md",
         {"title": "C++ & Go: what we learned"}, ["/c++-go-what-we-learned/"]),
        (Generator("hugo"), "content/posts/x/index.de.md", {"language": "de"}, ["/de/posts/x/"]),
        (Generator("hugo"), "content/posts/2014-12-05-x.md", {"stem": "2014-12-05-x"},
         ["/posts/2014-12-05-x/"]),
        (Generator("hugo", parts_dates=True), "content/posts/2014-12-05-x.md",
         {"stem": "2014-12-05-x"}, ["/posts/x/"]),
        (Generator("zola", parts_dates=True), "content/blog/2014-12-05-x.md", {}, ["/blog/x/"]),
        (Generator("quarto"), "posts/x/index.qmd", {}, ["/posts/x/"]),
        (Generator("quarto"), "posts/x.qmd", {}, ["/posts/x.html"]),
        (Generator("pelican"), "content/x.md", {"slug": "s"}, ["/s.html"]),
        (Generator(), "posts/x.md", {}, []),
    ],
)  # fmt: skip
def test_generators_wrote_pages_there(generator, path, fields, addresses):
    assert made(generator, path, **fields) == addresses


@pytest.mark.parametrize(
    ("file", "text", "name", "patterns"),
    [
        ("_config.yml", "permalink: pretty", "jekyll", {"": "pretty"}),
        ("hugo.toml", '[permalinks]\nposts = "/:year/"', "hugo", {"posts": "/:year/"}),
        ("hugo.yaml", "permalinks:\n  page:\n    posts: /:year/", "hugo", {"posts": "/:year/"}),
        ("config.toml", 'base_url = "https://old.example"', "zola", {}),
        ("config.toml", 'baseURL = "https://old.example"', "hugo", {}),
        ("_quarto.yml", "project: {type: website}", "quarto", {}),
        ("pelicanconf.py", "raise SystemExit", "pelican", {}),
        ("_config.yml", "a: [", "jekyll", {}),
        ("_config.yml", "a: &a {x: 1}\nb: {<<: *a}", "jekyll", {}),
        ("_config.yml", "[" * 50_000, "jekyll", {}),
        ("_posts/a.md", "", "jekyll", {}),
        ("a.md", "", "", {}),
    ],
)
def test_the_generator_is_known_by_its_settings(tmp_path, file, text, name, patterns):
    write_file(tmp_path / "in", file, text)
    write_file(tmp_path, "_quarto.yml", "")  # of something else
    generator = find_generator(tmp_path / "in")
    assert (generator.name, generator.patterns) == (name, patterns)


def test_a_sites_folder_of_texts_is_known_by_what_lies_above(tmp_path):
    write_file(tmp_path, "site/hugo.toml", "")
    posts = write_file(tmp_path, "site/content/posts/a.md", "").parent
    assert find_generator(posts) == Generator("hugo", prefix="content/posts/")
    assert find_generator(posts.parent.parent) == Generator("hugo")
