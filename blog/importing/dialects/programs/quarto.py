"""Reads what Quarto adds to Pandoc's Markdown: cross-references, captions, divisions, raw HTML."""

import re
from itertools import pairwise

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.replacements import fence_as_tab, is_kind, picture
from blog.importing.dialects.scan import scan
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject

_CROSS = re.compile(
    r"(?<![\w@/\\.])(?P<open>\[-?)?@(?P<kind>[Ff]ig|[Tt]bl|[Ll]st|[Ee]q|[Ss]ec)"
    r"(?P<rest>-[\w:.-]{0,60}\w)(?P<close>\])?"
)
_PICTURE = re.compile(
    r"(?P<indent>[ \t>]*+)!\[(?P<caption>(?:[^\[\]\\]|\\.|\[[^\[\]]*\]){1,1000})\]"
    r"\((?P<address>[^()\s\"]{1,500})\)(?P<attributes>\{[^{}\n]{0,500}\})?[ \t]*"
)
_ALT = re.compile(r"""\s*fig-alt=(?:"([^"]*)"|'([^']*)')""")
_DIVISION = re.compile(
    r"[ \t]*(?P<colons>:{3,})[ \t]*(?:\{(?P<list>[^{}]*)\}|(?P<name>[\w-]+))[ \t:]*"
)
_END = re.compile(r"[ \t]*:{3,}[ \t]*")
_RAW_HTML = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*\{=html\}[ \t]*")
_TAB_TITLE = re.compile(r"#{1,6}[ \t]+(?P<title>[^{}\n]+?)[ \t]*(?:\{[^{}]*\})?[ \t]*")
_ID = re.compile(r"#(?:fig|tbl)-[\w-]+")

# More lines are no figure with its caption.
MAX_LINES = 200
DIVISION = "division that means nothing here; its text is kept"


def translate_references(draft: Draft) -> Draft:
    """Return a draft with `@fig-x` as `[@fig-x]`."""

    def change(match: re.Match[str], _draft: Draft, _line: int) -> str:
        reference = f"[@{match['kind'].lower()}{match['rest']}]"
        if bool(match["open"]) == bool(match["close"]):
            return reference
        return f"{match['open'] or ''}{reference}{match['close'] or ''}"

    return replace_in_prose(draft, _CROSS, change)


def translate_lines(draft: Draft) -> Draft:
    """Return a draft with captions at their pictures and tables, without fences of mere layout."""
    return _Lines(draft).draft()


class _Lines:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lines = draft.text.split("\n")
        self._new = dict[int, str]()
        found, self._code, start = scan(draft.text), set[int](), 0
        for number, line in enumerate(self._lines):
            if found.is_code(start + len(line) - len(line.lstrip(" \t>"))):
                self._code.add(number)
            start += len(line) + 1

    def draft(self) -> Draft:
        self._take_divisions()
        self._take_raw_html()
        for number in range(len(self._lines)):
            if number not in self._code and number not in self._new and self._is_alone(number):
                self._take_picture(number)
        writer = Writer()
        for number, line in enumerate(self._lines):
            if number:
                writer.keep("\n")
            writer.put(self._new.get(number, line))
        return self._draft.rewritten(writer)

    def _take_divisions(self) -> None:
        opened: list[tuple[int, re.Match[str]]] = []
        for number, line in enumerate(self._lines):
            if number in self._code or ":::" not in line:
                continue
            if _END.fullmatch(line):
                if opened:
                    self._take_division(*opened.pop(), number)
            elif match := _DIVISION.fullmatch(line):
                opened.append((number, match))

    def _take_division(self, first: int, match: re.Match[str], last: int) -> None:
        words = (match["list"] or f".{match['name']}").split()
        kinds = [word[1:].removeprefix("callout-") for word in words if word.startswith(".")]
        if any(map(is_kind, kinds)) or "gallery" in kinds:
            return
        if "panel-tabset" in kinds and self._take_tabs(first, last):
            return
        name = next((word for word in words if word.startswith("#")), "")
        if _ID.fullmatch(name) and self._take_caption(name, first, last):
            self._new[first] = self._new[last] = ""
        elif name:
            self._new[first] = f"{match['colons']} {{{name}}}"
        else:
            self._new[first] = self._new[last] = ""
        left = [word for word in words if word != name]
        if left:
            self._draft.tell(DIVISION, self._lines[first], first, subject=Subject.LEFT_OUT)

    def _take_tabs(self, first: int, last: int) -> bool:
        """Make listings below headings of their own tabs; tell whether that is all there is."""
        titles = {
            number: title["title"]
            for number in range(first + 1, last)
            if number not in self._code and (title := _TAB_TITLE.fullmatch(self._lines[number]))
        }
        starts, new = [*titles, last], dict[int, str]()
        if len(titles) < 2 or any(map(str.strip, self._lines[first + 1 : starts[0]])):
            return False
        for start, end in pairwise(starts):
            text = self._lines[start + 1 : end]
            listing = fence_as_tab(text, titles[start], f"tabs-{first + 1}")
            if listing is None or self._new.keys() & set(range(start, end)):
                return False
            new |= {start: "", **dict(enumerate(listing, start=start + 1))}
        self._new |= new | {first: "", last: ""}
        return True

    def _take_caption(self, name: str, first: int, last: int) -> bool:
        """Give a division's only picture or table its last lines as its caption."""
        if last - first > MAX_LINES:
            return False
        inside = [number for number in range(first + 1, last) if self._lines[number].strip()]
        if not inside or self._new.keys() & set(inside):
            return False
        start = inside[-1]
        while start - 1 in inside:
            start -= 1
        caption = " ".join(self._lines[number].strip() for number in range(start, inside[-1] + 1))
        things = [number for number in inside if number < start]
        if name.startswith("#tbl"):
            is_table = bool(things) and all(self._lines[n].lstrip()[:1] == "|" for n in things)
            if not is_table or caption.startswith("|"):
                return False
            self._new.update(dict.fromkeys(range(start, inside[-1] + 1), ""))
            self._new[start] = f": {caption} {{{name}}}"
            return True
        if len(things) != 1:
            return False
        image = _PICTURE.fullmatch(self._lines[things[0]].replace("![]", f"![{caption}]"))
        if image is None:
            return False
        self._new.update(dict.fromkeys(range(start, inside[-1] + 1), ""))
        alt = "" if "![]" in self._lines[things[0]] else image["caption"]
        self._new[things[0]] = picture(image["address"], alt or caption, caption, f"{{{name}}}")
        return True

    def _take_raw_html(self) -> None:
        for number, line in enumerate(self._lines):
            match = _RAW_HTML.fullmatch(line) if "{=html}" in line else None
            if match is None:
                continue
            end = self._fence_end(number, match["mark"])
            if end is None:
                return  # nor will a later one be closed
            self._new[number] = self._new[end] = ""

    def _fence_end(self, first: int, mark: str) -> int | None:
        for number in range(first + 1, len(self._lines)):
            line = self._lines[number].strip()
            if line.startswith(mark) and not line.strip(mark[0]):
                return number
        return None

    def _take_picture(self, number: int) -> None:
        """Make a lone picture's alternative text its caption, as Pandoc does."""
        line = self._lines[number]
        match = _PICTURE.fullmatch(line) if "![" in line else None
        if match is None:
            return
        attributes = match["attributes"] or ""
        alt = _ALT.search(attributes)
        attributes = _ALT.sub("", attributes, count=1)
        alt_text = (alt[1] or alt[2] or "") if alt else match["caption"]
        caption = re.sub(r"\\(.)", r"\1", match["caption"])
        attributes = "" if attributes.strip("{} ") == "" else attributes
        self._new[number] = match["indent"] + picture(
            match["address"], alt_text, caption, attributes
        )

    def _is_alone(self, number: int) -> bool:
        around = (number - 1, number + 1)
        return not any(
            0 <= near < len(self._lines) and self._new.get(near, self._lines[near]).strip(" \t>")
            for near in around
        )
