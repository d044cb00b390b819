"""Places what a Markdown file's images and links point at: the library, other posts, or nothing."""

from urllib.parse import unquote

from django.utils.text import slugify

from blog.html.files.videos import suffix_of
from blog.importing.entry import Picture, Remark, Subject
from blog.importing.files.finding import EntryFiles, Remarking, is_local, path_of
from blog.importing.files.raw_html import LinkedPost, RawHtml
from blog.importing.folder import Folder
from blog.importing.markdown.items import plain
from blog.importing.markdown.own_files import number_picture, set_file
from blog.importing.placeholders import (
    closing_placeholder,
    opening_placeholder,
    picture_placeholder,
)
from blog.markdown.source_edits import Edits, closing, label_of
from blog.markdown.tokens import BareSpan, Parsed, Span, parse_source


class Targets:
    """One file's pictures, documents and links, numbered as the placeholders in its body name
    them. `first_line` is the line of the file that its Markdown begins on.
    """

    def __init__(self, folder: Folder, path: str, *, first_line: int = 1) -> None:
        self.folder = folder
        self.path = path
        self.first_line = first_line
        self.links: list[str] = []
        self.remarks: list[Remark] = []
        self.files = EntryFiles(folder, path, _remarking(path, self.remarks))

    @property
    def pictures(self) -> list[Picture]:
        """The entry's pictures, as placeholders number them."""
        return self.files.pictures

    def remark(
        self,
        what: str,
        detail: str,
        subject: Subject = Subject.LEFT_OUT,
        line: int | None = None,
    ) -> None:
        """Note what found no place; `line` is the file's own."""
        _remarking(self.path, self.remarks)(what, detail, subject, line)

    def parsed(self, source: str) -> Parsed:
        """Parse Markdown, what its raw HTML shows and links to already placed."""
        source = self.files.embedded.taken_out(source)
        raw_html = RawHtml(self.files, self._find_post, first_line=self.first_line)
        return parse_source(raw_html.rewritten(source))

    def place(self, parsed: Parsed) -> list[str]:
        """Return the source's lines with placeholders for pictures and links to other files.

        What they point at in vain keeps its text and is remarked on.
        """
        edits = Edits(parsed)
        for span in parsed.spans:
            self._take_for_own(span)
            place = self._place_image if span.is_image else self._place_link
            if span.target and not place(span, edits):
                subject = Subject.PICTURE if span.is_image else Subject.ADDRESS
                what = "address that could not be rewritten"
                self.remark(what, span.target[:200], subject, self.line_of(span))
        for bare in parsed.bare_spans:
            self._place_bare(bare, edits)
        return edits.applied()

    def _place_bare(self, bare: BareSpan, edits: Edits) -> None:
        """Lead an address of the old site, a link by itself, to the post; it reads the same."""
        if self.folder.own_address(bare.address) is None:
            return
        address = self.folder.as_own(bare.address, beside=self.path)
        post = self._find_post(address) if address != bare.address else None
        if post is None or not self._name(bare, post, edits):
            what = "link to the old site, left as it is"
            self.remark(what, bare.address[:200], Subject.ADDRESS, self.line_of(bare))

    def _name(self, bare: BareSpan, post: LinkedPost, edits: Edits) -> bool:
        if post.number is None:
            return edits.name(bare, post.fragment)
        ending = closing_placeholder(post.number, f"{post.fragment})")
        link = f"{opening_placeholder(post.number)}{label_of(bare)}{ending}"
        return edits.replace(bare.inline, bare.start, bare.end, link)

    def _take_for_own(self, span: Span) -> None:
        """Give a link to the archive's old site the address of what it means in the archive."""
        if span.is_image:  # looked for there anyway
            return
        address = self.folder.as_own(span.target, beside=self.path)
        if address != span.target:
            span.token.attrs["href"] = address
        elif self.folder.own_address(address) is not None:
            what = "link to the old site, left as it is"
            self.remark(what, address[:200], Subject.ADDRESS, self.line_of(span))

    def line_of(self, span: Span | BareSpan) -> int | None:
        """Return the line of the file that a link or image stands on."""
        if span.inline.map is None:
            return None
        rows = span.inline.content.count("\n", 0, span.start)
        return self.first_line + span.inline.map[0] + rows

    def cover(self, address: str, *, description: str, line: int | None = None) -> Picture | None:
        """Return the cover that front matter names; None, and a remark, when it cannot be used."""
        address = self.files.embedded.taken_out(address)
        number = self.files.picture(address, description=description, line=line)
        return None if number is None else self.pictures[number]

    def picture(self, address: str, *, description: str) -> int | None:
        """Return the number of an image; None, and a remark, when it cannot be used."""
        return self.files.picture(address, description=description)

    def _place_image(self, span: Span, edits: Edits) -> bool:
        description = plain(span.token.children or [])
        number = self.files.picture(span.target, description=description, line=self.line_of(span))
        if number is not None:
            if not edits.readdress(span, picture_placeholder(number)):
                return False
            span.token.meta.pop("label", None)
            number_picture(span.token, number)
            return True
        if not is_local(span.target):
            # It is shown as a link with its text, and another import may fetch it.
            return True
        span.token.meta.pop("label", None)
        return edits.wrap(span, "", _title_in_words(span))

    def _place_link(self, span: Span, edits: Edits) -> bool:
        if not is_local(span.target):
            return True
        post = self._find_post(span.target)
        if post is None:
            return self._place_file_link(span, edits)
        span.token.meta.pop("label", None)
        if post.number is None:
            return edits.readdress(span, post.fragment)
        rest = post.fragment + closing(span)
        opening = opening_placeholder(post.number)
        return edits.wrap(span, opening, closing_placeholder(post.number, rest))

    def _place_file_link(self, span: Span, edits: Edits) -> bool:
        """Lead a link to what a file becomes; to what is no file it is none."""
        target = self.files.link_target(span.target, title=span.title, line=self.line_of(span))
        if target is None and span.target.startswith("/"):
            return True
        span.token.meta.pop("label", None)
        if target:
            set_file(span.token, target, suffix_of(path_of(span.target)))
        return (
            edits.readdress(span, target) if target else edits.wrap(span, "", _title_in_words(span))
        )

    def _find_post(self, target: str) -> LinkedPost | None:
        """Return the other post that an address means; None for no file of the archive."""
        path = self.folder.linked(path_of(target), beside=self.path)
        if path is None:
            return None
        fragment = _fragment_of(target)
        if path == self.path and fragment:
            return LinkedPost(None, fragment)
        if path not in self.links:
            self.links.append(path)
        return LinkedPost(self.links.index(path), fragment)


def _title_in_words(span: Span) -> str:
    """Return what a link's or picture's title says, for where it can be none."""
    title = " ".join(span.title.split())
    label = plain(span.token.children or [])
    return f" ({title})" if title and title != label else ""


def _remarking(path: str, remarks: list[Remark]) -> Remarking:
    """Return what adds a remark to a list.

    No method: in a circle of references, what waits on disk for the entry would wait on.
    """

    def remark(what: str, detail: str, subject: Subject, line: int | None) -> None:
        remarks.append(Remark(path, what, detail, subject, line))

    return remark


def _fragment_of(target: str) -> str:
    """Return an address's fragment as our headings' ids are written, `#` included."""
    slug = slugify(unquote(target.partition("#")[2]), allow_unicode=True)
    return f"#{slug}" if slug else ""
