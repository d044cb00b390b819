"""Writes a Hugo site around texts: three kinds of front matter, bundles, shortcodes, drafts."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from tests.files import write_file
from tests.workbench.bench.exchange import built_site, own_texts
from tests.workbench.bench.exchange.archives import Archive, Expected, day_of
from tests.workbench.bench.exchange.drawing import draw

# What Hugo would run in a text, or read as attributes of a fence, and fail.
MARKS = re.compile(r"\{\{[<%]|^[ \t>]*`{3,}[^`\n]*\{", re.MULTILINE)
OWN_TEXTS = 24
CONFIG = """\
baseURL = "https://old.example/"
title = "An old site"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[frontmatter]
date = [":filename", ":default"]
[permalinks.page]
notes = "/:year/:month/:slug/"
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['\\[', '\\]'], ['$$', '$$']]
inline = [['\\(', '\\)']]
"""
FILES = {
    "hugo.toml": CONFIG,
    "README.md": "# This repository\n\nHow to build the old site.\n",
    "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "archetypes/default.md": "---\ntitle: x\ndraft: true\n---\n",
    "layouts/_default/single.html": (
        '<article data-source="content/{{ with .File }}{{ .Path }}{{ end }}">'
        '<time datetime="{{ .Date.Format "2006-01-02" }}"></time>'
        '{{ with .Params.cover }}<img src="{{ .image | relURL }}" alt="{{ .alt }}">{{ end }}'
        '<div class="content">{{ .Content }}</div></article>'
    ),
    "layouts/_default/list.html": "{{ range .Pages }}<a href='{{ .RelPermalink }}'></a>{{ end }}",
    "layouts/shortcodes/notice.html": (
        '<div class="notice {{ .Get 0 }}">{{ .Inner | markdownify }}</div>'
    ),
    "layouts/shortcodes/gist.html": (
        '<script src="https://gist.github.com/{{ .Get 0 }}/{{ .Get 1 }}.js"></script>'
    ),
    "layouts/shortcodes/widget.html": '<div class="widget">{{ .Get "label" }}</div>',
}  # fmt: skip
SPELLING = own_texts.Spelling(
    inline=(r"\({}\)".format, r"\({}\)".format, lambda tex: rf"\\({own_texts.escaped(tex)}\\)"),
    display=("$$\n{}\n$$".format, r"\[{}\]".format, "$${}$$".format),
    extras=(
        '{{< details summary="More of NUMBER" >}}\nInside **NUMBER** is this.\n{{< /details >}}',
        '{{< highlight go "linenos=table,hl_lines=2" >}}\n'
        "func NUMBER() {\n\treturn nil\n}\n{{< /highlight >}}",
        "{{% notice warning %}}\nMind **this** in NUMBER.\n{{% /notice %}}",
        "{{< notice tip >}}\nTake *that* from NUMBER.\n{{< /notice >}}",
        "{{< youtube abcdefgNUMBER >}}",
        "{{< vimeo 5507382NUMBER >}}",
        "{{< gist someone 12345NUMBER >}}",
        '{{< widget label="A widget of NUMBER" >}}',
        "> [!WARNING]\n> An alert of NUMBER.",
        "Term of NUMBER\n: What it means.",
        "## A heading {#chosen-NUMBER}\n\nSee [there](#chosen-NUMBER).",
    ),
)


def archive(folder: Path, texts: list[str], hugo: Path) -> Archive:
    """Write a site and build it; return its archive."""
    site, built = folder / "hugo-site", folder / "hugo-built"
    for each in (site, built):
        rmtree(each, ignore_errors=True)
    for name, content in FILES.items():
        write_file(site, name, content)
    own = own_texts.texts(SPELLING, count=OWN_TEXTS)
    planned = [_write_post(site, number, text) for number, text in enumerate([*own, *texts])]
    subprocess.run(
        [hugo, "--quiet", "--source", site, "--destination", built.resolve()],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return built_site.archive("hugo", site, built, planned)


def _write_post(site: Path, number: int, text: str) -> Expected:
    path = _path(number)
    fields, hidden = _fields(number), _hidden(number)
    beside = str(fields.get("url", "/posts/x/")).strip("/").partition("/")[0]
    addresses = tuple(
        alias if alias[0] == "/" else f"/{beside}/{alias}" for alias in fields.get("aliases", [])
    )
    for name, value in _hiding_fields(hidden):
        fields[name] = value
    if number % 8 == 2:
        cover = draw(site / "static" / "covers", 1000 + number)
        fields["cover"] = {"image": f"covers/{cover}", "alt": f"Cover of {number}"}
    parts = [text, *_pictures(site, number, path), _links(number)]
    write_file(site, path, _front_matter(fields, number) + "\n\n".join(parts) + "\n")
    return Expected(path, date=day_of(number), hidden=hidden, addresses=addresses)


def _path(number: int) -> str:
    if number % 7 == 0:
        return f"content/posts/{day_of(number)}-dated-{number}.md"
    if number % 6 == 1:
        return f"content/posts/bundle-{number}/index.md"
    return f"content/{'notes' if number % 5 == 2 else 'posts'}/post-{number}.md"


def _fields(number: int) -> dict[str, object]:
    fields: dict[str, object] = {"title": f"Post {number}: what we learned"}
    if number % 7:
        fields["date"] = _date(number)
    if number % 3:
        fields["tags"] = ["data science", f"topic {number % 9}"]
    if number % 4 == 1:
        fields["aliases"] = [f"/old/{number}/", f"/2009/entry-{number}.html"]
    if number % 4 == 3 and number % 5 != 2 and number % 6 != 1:
        fields["aliases"] = [f"before-{number}/"]
    if number % 9 == 4:
        fields["slug"] = f"slug-of-{number}"
    if number % 13 == 5:
        fields["url"] = f"/special/{number}/"
    if number % 2:
        fields["authors"] = ["Team One", "Team Two"][: 1 + number % 4 // 2]
    return fields | {"description": f"What stands in {number}.", "weight": number}


def _date(number: int) -> str:
    day = day_of(number)
    return (day, f"{day}T10:20:00+02:00", f"{day} 10:20:00", f"{day}T10:20:00Z")[number % 4]


def _hidden(number: int) -> str:
    return {3: "draft", 7: "future", 11: "expired", 15: "private", 19: "never built"}.get(
        number % 25, ""
    )


def _hiding_fields(hidden: str) -> Iterator[tuple[str, object]]:
    match hidden:
        case "draft":
            yield "draft", True
        case "future":
            yield "publishDate", "2031-05-06T00:00:00Z"
        case "expired":
            yield "expiryDate", "2019-05-06"
        case "private":
            yield "private", True
        case "never built":
            yield "build", {"render": "never", "list": "never"}


def _front_matter(fields: dict[str, object], number: int) -> str:
    if number % 3 == 0:
        return (
            "---\n"
            + "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
            + "---\n\n"
        )
    if number % 3 == 1:
        return (
            "+++\n"
            + "".join(f"{name} = {_toml(name, value)}\n" for name, value in fields.items())
            + "+++\n\n"
        )
    return json.dumps(fields, indent=2) + "\n\n"


def _toml(name: str, value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {json.dumps(each)}" for key, each in value.items()) + "}"
    # A date of TOML's own, without quotation marks.
    return str(value) if name.lower().endswith("date") else json.dumps(value)


def _pictures(site: Path, number: int, path: str) -> Iterator[str]:
    """Yield pictures in Markdown, or in the ways that Markdown doesn't know."""
    alt = f"Drawing {number} of a curve"
    if path.endswith("/index.md"):
        bundle = (site / path).parent
        yield f"![{alt}]({draw(bundle, number)})"
        beside = draw(bundle / "img", 2000 + number)
        yield f'{{{{< figure src="img/{beside}" alt="beside {number}" >}}}}'
        return
    at = f"/img/{draw(site / 'static' / 'img', number)}"
    image = f'<img src="{at}" alt="{alt}">'
    yield (
        f"![{alt}]({at})",
        f'<img src="{at}" alt="{alt}" width="300">',
        f'{{{{< figure src="{at}" alt="{alt}" caption="What *drawing* {number} shows" >}}}}',
        f"<figure>\n{image}\n<figcaption>Caption {number}</figcaption>\n</figure>",
        f"Shown here: ![{alt}][picture]\n\n[picture]: {at} 'Title'",
        f"[![{alt}]({at})](https://example.org/{number})",
        f"![{alt}](https://old.example{at})",
        f'<p align="center"><a href="{at}">{image}</a></p>',
        f'{{{{< figure src="{at}" title="T{number}" alt="{alt}" link="https://a.example/" >}}}}',
    )[number % 9]  # fmt: skip


def _links(number: int) -> str:
    """Return links to a post before, which is shown, in the ways of Hugo."""
    shown = [each for each in range(max(0, number - 9), number) if not _hidden(each)]
    path = _path(shown[-1] if shown else 0).removeprefix("content/")
    name = path.removesuffix("/index.md").rpartition("/")[2]
    before = f"the one before {number}"
    return (
        f'See [{before}]({{{{< relref "/{path}" >}}}}).',
        f'See [{before}]({{{{< ref "{name}" >}}}}), [its part]({{{{< relref "/{path}#x" >}}}}).',
        f"See [the first of {number}](/posts/dated-0/), [the web](https://example.org/a?b=c#d).",
        f"See [the first of {number}](https://old.example/posts/dated-0/).",
        f'See [{before}]({{{{% relref "/{path}" %}}}} "A title").',
    )[number % 5]
