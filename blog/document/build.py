"""StreamField to Document: what a page, a feed and search read of a post's body."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, slugify
from wagtail.blocks import StreamValue

EXCERPT_CHARACTERS = 200
CONTENTS_LEVEL = 3
# Ids that the page around a post has taken.
SHELL_IDS = ("content",)

# The blocks' HTML is sanitised or our own templates', so headings are well-formed in it.
_HEADING = re.compile(r"<h([1-6])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL)
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """One heading of a post: its level (2 to 6), its text and the id it can be linked by."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class Document:
    """A body as one text."""

    html: SafeString
    headings: tuple[Heading, ...]
    text: str

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that a table of contents lists: sections and subsections."""
        return tuple(heading for heading in self.headings if heading.level <= CONTENTS_LEVEL)

    @property
    def words(self) -> int:
        """Words of prose and captions; code is not counted."""
        return len(self.text.split())

    @property
    def excerpt(self) -> str:
        """The beginning of the text, at most 200 characters, cut between words."""
        return Truncator(self.text).chars(EXCERPT_CHARACTERS)


def build_document(body: StreamValue) -> Document:
    """Render every block and read the whole as one text, with ids unique over the post.

    No request and no writes, except renditions of images that were never shown before.
    """
    html = "\n".join(
        block.render(context={"block_number": number}) for number, block in enumerate(body)
    )
    headings: list[Heading] = []
    taken = Counter(SHELL_IDS)

    def with_id(match: re.Match[str]) -> str:
        heading = _read_heading(match, taken)
        headings.append(heading)
        tag = f"h{heading.level}"
        return f'<{tag} id="{heading.id}">{match[2]}</{tag}>'

    html = _HEADING.sub(with_id, html)
    return Document(html=mark_safe(html), headings=tuple(headings), text=plain_text(html))


def plain_text(html: str) -> str:
    """Return the prose of our own HTML: no tags, no code, white space folded."""
    prose = _CODE.sub(" ", html)
    # A closing tag parts words that its removal would glue together.
    return " ".join(unescape(strip_tags(prose.replace("</", " </"))).split())


def _read_heading(match: re.Match[str], taken: Counter[str]) -> Heading:
    text = " ".join(unescape(strip_tags(match[2])).split())
    base = slugify(text, allow_unicode=True) or "section"
    anchor = base
    while anchor in taken:
        taken[base] += 1
        anchor = f"{base}-{taken[base]}"
    taken[anchor] += 1
    # The post's title is the page's only h1.
    return Heading(level=max(2, int(match[1])), text=text, id=anchor)
