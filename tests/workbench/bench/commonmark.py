"""The examples of CommonMark and of GitHub's extensions through our renderer.

`python -m tests.workbench.bench.commonmark DIR` fetches the specification (npm's `commonmark-spec`)
and the fixtures of markdown-it-py for GitHub's extensions, pinned, into DIR, renders every example
as a post, and prints the share that gives the specified HTML, with a reason for the rest.

Before both are compared, what a post adds is taken off: ids and link marks of headings, frame and
colours of listings, the frame of tables, classes in place of `style`, `rel`. The post's title is
its only `h1`, so a heading of that level counts as one of the second.
"""

import os
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import django
from bs4 import BeautifulSoup, NavigableString, Tag

from tests.workbench.bench.fetch_markdown import fetched, npm_pack, unearth

SPECIFICATION = (
    "commonmark-spec==0.31.2",
    "588280df96c211f7ce9db0b7943ded34ac4b8ba321e2fdf9c03d188ec0f01fea",
)
FIXTURES = (
    "markdown-it-py==4.3.0",
    "91a58fa5b72c71a40cf7177250fd767480d7a2bb3ac426ccfb76fb90305fdaaa",
)
EXTENSIONS = {
    "tables": "test_port/fixtures/tables.md",
    "strikethrough": "test_port/fixtures/strikethrough_single_tilde.md",
    "task lists": "test_port/fixtures/tasklists.md",
    "alerts": "test_port/fixtures/alerts.md",
}
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_FIXTURE = re.compile(r"^\.\n(.*?)^\.\n(.*?)^\.$", re.DOTALL | re.MULTILINE)


def main(folder: Path) -> None:
    """Print a table of shares, then the failures by reason."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    reasons: dict[str, list[str]] = defaultdict(list)
    for name, examples in suites(folder):
        passed = 0
        for number, (source, expected) in enumerate(examples, start=1):
            reason = difference(source, expected)
            passed += not reason
            if reason:
                reasons[reason].append(f"{name} {number}")
        share = 100 * passed / len(examples)
        print(f"{name:14} {passed:4} of {len(examples):4}  {share:5.1f} %")  # noqa: T201
    for reason, places in sorted(reasons.items(), key=lambda entry: -len(entry[1])):
        print(f"\n{len(places):4}  {reason}: {', '.join(places)}")  # noqa: T201


def suites(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the name of each set of examples and its pairs of Markdown and HTML."""
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    specification = read(fetched(*SPECIFICATION, archives, npm_pack), "spec.txt")
    yield "CommonMark", pairs(_EXAMPLE, specification.replace("→", "\t"))
    fixtures = fetched(*FIXTURES, archives, unearth)
    for name, path in EXTENSIONS.items():
        yield name, pairs(_FIXTURE, read(fixtures, path))


def read(archive: Path, ending: str) -> str:
    """Return the text of the one file in an archive whose path ends so."""
    with tarfile.open(archive) as tar:
        member = next(each for each in tar if each.name.endswith(ending))
        return tar.extractfile(member).read().decode()


def pairs(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    return [match.groups() for match in pattern.finditer(text)]


def difference(source: str, expected: str) -> str:
    """Return why a post says something else than it should; nothing where it says the same."""
    from blog.markdown.limits import is_oversized
    from tests.blog.markdown.rendering import render_markdown

    if is_oversized(source):
        return "refused: past the limits of one block"
    if normalised(render_markdown(source)) == normalised(expected):
        return ""
    return reason_for(source, expected)


def reason_for(source: str, expected: str) -> str:
    from blog.html.sanitising import sanitise

    if re.search(r"<img[^>]*title=", expected):
        return "an image with a title is a figure, and the title its caption"
    if normalised(sanitise(expected)) != normalised(expected):
        return "the sanitiser drops elements, attributes or schemes of raw HTML and links"
    if re.search(r"(?:https?://|www\.|\w@\w)", source):
        return "GitHub's bare links, where CommonMark alone has text"
    if re.search(r"[$]|\\[\[(]|\\\\", source):
        return "formulas between dollars or escaped brackets"
    return "other"


def normalised(html: str) -> list[object]:
    """Return HTML as nested lists, without what a post adds and without idle white space."""
    soup = BeautifulSoup(html, "html.parser")
    for added in soup.select("a.anchor, a.code__raw, .code__file"):
        added.decompose()
    for link in soup.select("a.title-link"):
        link.unwrap()
    for figure in soup.select("figure.code"):
        code = figure.find("code")
        language = figure["data-language"]
        code.string = code.get_text()
        code.attrs = {} if language == "text" else {"class": f"language-{language}"}
        figure.replace_with(figure.pre)
    for frame in soup.select("div.table"):
        frame.unwrap()
    return _canonical(soup, is_pre=False)


def _canonical(element: Tag, *, is_pre: bool) -> list[object]:
    parts: list[object] = []
    for child in element.children:
        if isinstance(child, Tag):
            name = "h2" if child.name == "h1" else child.name
            inside = is_pre or child.name in ("pre", "textarea")
            parts.append([name, _attributes(child), _canonical(child, is_pre=inside)])
        elif type(child) is NavigableString:
            text = str(child).rstrip("\n") if is_pre else re.sub(r"\s+", " ", child).strip()
            if text:
                parts.append(text)
    return parts


def _attributes(tag: Tag) -> dict[str, str]:
    if alignment := tag.attrs.pop("style", "").removeprefix("text-align:"):
        tag["class"] = f"is-{alignment}"
    dropped = {"rel", "id", "role", "tabindex", "aria-label", "data-language"}
    if tag.name == "pre":
        dropped |= {"class"}
    return {
        name: " ".join(value) if isinstance(value, list) else value
        for name, value in tag.attrs.items()
        if name not in dropped
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
