"""Writes a Jekyll site around texts: dated names, drafts, categories, includes, Liquid's tags."""

import json
import re
import subprocess
from pathlib import Path
from shutil import rmtree

from tests.files import write_file
from tests.workbench.bench.exchange import built_site, own_texts
from tests.workbench.bench.exchange.agreement import read_alike
from tests.workbench.bench.exchange.archives import Archive, Expected, day_of
from tests.workbench.bench.exchange.drawing import draw

# What Liquid would run in a text.
MARKS = re.compile(r"\{\{|\{%")
OWN_TEXTS = 24
FILES = {
    "_config.yml": (
        "title: An old site\nurl: https://old.example\nbaseurl: ''\npermalink: pretty\n"
        "exclude: [README.md, drawings.txt]\n"
        "defaults:\n  - scope: {path: '', type: posts}\n    values: {layout: post}\n"
    ),
    "README.md": "# This repository\n\nHow to build the old site.\n",
    "about.md": "---\ntitle: About\npermalink: /about/\n---\nWho we are.\n",
    "index.html": "---\n---\n{% for post in site.posts %}{{ post.url }}{% endfor %}\n",
    "_layouts/post.html": (
        '<article data-source="{{ page.path }}">'
        '<time datetime="{{ page.date | date: "%Y-%m-%d" }}"></time>'
        '{% if page.image %}<img src="{{ page.image }}" alt="">{% endif %}'
        '<div class="content">{{ content }}</div></article>'
    ),
    "_includes/note.html": '<div class="note">{{ include.text }}</div>\n',
    "_includes/figure.html": (
        '<figure><img src="{{ include.src }}" alt="{{ include.alt }}">'
        "<figcaption>{{ include.caption }}</figcaption></figure>\n"
    ),
}
SPELLING = own_texts.Spelling(
    inline=("$${}$$".format, "$${}$$".format, lambda tex: rf"\\({own_texts.escaped(tex)}\\)"),
    display=("$$\n{}\n$$".format, "$$\n{}\n$$".format, "$$ {} $$".format),
    extras=(
        '{% include note.html text="Mind this in NUMBER" %}',
        "{% highlight ruby linenos %}\ndef m_NUMBER\n  1\nend\n{% endhighlight %}",
        "{% raw %}Shown: {{ page.NUMBER }} and {% if x %}.{% endraw %}",
        "{: .note }\nA paragraph of NUMBER with a class.",
        "> A box of NUMBER.\n{: .prompt-tip }",
        "Term of NUMBER\n: What it means.",
        "## A heading {#chosen-NUMBER}\n\nSee [there](#chosen-NUMBER).",
        "It says HTML.\n\n*[HTML]: Hypertext of NUMBER",
        "* TOC\n{:toc}\n\nAfter it, NUMBER.",
        "{% comment %}Not for readers of NUMBER.{% endcomment %}\n\nBut this is.",
        "| a of NUMBER | b |\n| 1 | 2 |\n{: .wide}",
    ),
)


def archive(folder: Path, texts: list[str]) -> Archive:
    """Write a site of the texts that kramdown reads as meant, build it; return its archive."""
    texts = list(read_alike(texts, folder))
    site, built = folder / "jekyll-site", folder / "jekyll-built"
    for each in (site, built):
        rmtree(each, ignore_errors=True)
    for name, content in FILES.items():
        write_file(site, name, content)
    own = own_texts.texts(SPELLING, count=OWN_TEXTS)
    planned = [_write_post(site, number, text) for number, text in enumerate([*own, *texts])]
    command = [
        "jekyll",
        "build",
        "--quiet",
        "--disable-disk-cache",
        "--source",
        site,
        "--destination",
        built,
    ]
    subprocess.run(command, check=True)
    return built_site.archive("jekyll", site, built, planned)


def _write_post(site: Path, number: int, text: str) -> Expected:
    path, hidden, fields = _path(number), _hidden(number), _fields(number)
    redirects = fields.get("redirect_from", [])
    addresses = (redirects,) if isinstance(redirects, str) else tuple(redirects)
    if hidden == "unpublished":
        fields["published"] = False
    elif hidden == "private":
        fields["private"] = True
    elif hidden == "future":
        fields["date"] = "2031-05-06 00:00:00 +0000"
    if number % 8 == 2:
        fields["image"] = f"/assets/covers/{draw(site / 'assets' / 'covers', 1000 + number)}"
    parts = [text, _picture(site, number), _links(number)]
    write_file(site, path, _front_matter(fields) + "\n\n".join(parts) + "\n")
    return Expected(path, date=day_of(number), hidden=hidden, addresses=addresses)


def _path(number: int) -> str:
    if _hidden(number) == "draft":
        return f"_drafts/draft-{number}.md"
    name = f"_posts/{day_of(number)}-entry-{number}.{'markdown' if number % 5 == 1 else 'md'}"
    return f"research/{name}" if number % 10 == 4 else name


def _fields(number: int) -> dict[str, object]:
    fields: dict[str, object] = {}
    if number % 12 != 5:
        fields["title"] = f"Entry {number}, or: what we learned"
    if number % 4 == 1:
        fields["date"] = f"{day_of(number)} 10:20:00 +0200"
    if number % 3:
        fields["tags"] = (
            "data ml python" if number % 3 == 1 else ["data science", f"topic {number % 9}"]
        )
    if number % 5 == 3:
        fields["categories"] = ["notes", "deep"] if number % 2 else "notes"
    if number % 6 == 2:
        fields["permalink"] = f"/writing/{number}/" if number % 4 else f"/writing/{number}.html"
    if number % 4 == 3:
        fields["redirect_from"] = (
            [f"/old/{number}/", f"/p/{number}.html"] if number % 8 == 3 else f"/was/{number}"
        )
    if number % 2:
        fields["author"] = "Team One"
    return fields | {"excerpt": f"What stands in {number}."}


def _hidden(number: int) -> str:
    return {3: "draft", 7: "future", 11: "unpublished", 15: "private"}.get(number % 25, "")


def _front_matter(fields: dict[str, object]) -> str:
    lines = (f"{name}: {_yaml(name, value)}\n" for name, value in fields.items())
    return "---\n" + "".join(lines) + "---\n\n"


def _yaml(name: str, value: object) -> str:
    return str(value) if name == "date" else json.dumps(value)


def _picture(site: Path, number: int) -> str:
    """Return a picture in Markdown, or in the ways that Markdown doesn't know."""
    at = f"/assets/img/{draw(site / 'assets' / 'img', number)}"
    alt = f"Drawing {number} of a curve"
    return (
        f"![{alt}]({at})",
        f'<img src="{at}" alt="{alt}" width="300">',
        f"![{alt}]({{{{ site.baseurl }}}}{at}){{: .wide }}",
        f'![{alt}]({{{{ "{at}" | relative_url }}}})',
        f"[![{alt}]({at})](https://example.org/{number})",
        f'{{% include figure.html src="{at}" alt="{alt}" caption="Caption {number}" %}}',
        f'<figure>\n  <img src="{{{{ site.url }}}}{at}" alt="{alt}">\n'
        f"  <figcaption>Caption {number}</figcaption>\n</figure>",
        f"Shown: ![{alt}][picture]\n\n[picture]: {at} 'Title'",
        f'![{alt}]({{{{ "{at}" | absolute_url }}}} "A title")',
    )[number % 9]


def _links(number: int) -> str:
    """Return links to a post that is shown, in the ways of Jekyll."""
    shown = [each for each in range(max(0, number - 9), number) if not _hidden(each)]
    path = _path(shown[-1] if shown else 0)
    name = path.rpartition("/")[2].rpartition(".")[0]
    post = f"{'research/' if path.startswith('research/') else ''}{name}"
    before = f"the one before {number}"
    return (
        f"See [{before}]({{% post_url {post} %}}).",
        f"See [{before}]({{{{ site.baseurl }}}}{{% post_url {post} %}}#part).",
        f"See [{before}]({{% link {path} %}}), [the web](https://example.org/a?b=c#d).",
        f"See [the first of {number}](/2010/01/01/entry-0/).",
        f"See [the first of {number}](https://old.example/2010/01/01/entry-0/).",
    )[number % 5]
