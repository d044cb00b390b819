"""Makes the rows of the index from what a page offers; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from django.utils import timezone

from search.analysis.text import clean, fold
from search.analysis.words import Reader, chunks
from search.database.columns import fitted
from search.index.protocol import YEAR, Entry, EntrySection, Topic
from search.models import LONGEST_NAME, LONGEST_WORD, SearchPage, SearchSection, SearchTopic

# Raised with every change that gives other rows for the same entry; `rebuild` then writes all.
INDEX_VERSION = 4
DIGEST_START = f"{INDEX_VERSION}:"
# Characters of tokens of one page's prose or code; 50,000 words.
MAX_TOKENS = 300_000
# A token is repeated much from this often on, and so many of them are kept.
OFTEN, MAX_OFTEN = 3, 40
GLUED_BAR = " | "
# Between a word and how a page spells it, where that differs.
SPELLED = "="


@dataclass
class Rows:
    """One page's rows, not saved yet."""

    page: SearchPage
    sections: list[SearchSection] = field(default_factory=list)
    topics: list[SearchTopic] = field(default_factory=list)


def make_rows(entry: Entry, *, page_id: int) -> Rows:
    """Return the rows of a page's entry."""
    return _Writer(entry, page_id).rows()


def entry_digest(entry: Entry) -> str:
    """Return what tells whether an entry, or the way it is indexed, has changed."""
    moment = entry.date.timestamp() if entry.date else None
    raw = repr((moment, replace(entry, date=None))).encode("utf-8", "surrogatepass")
    return DIGEST_START + blake2b(raw, digest_size=14).hexdigest()


def split_words(words: str) -> tuple[dict[str, str], set[str]]:
    """Return the plain words that a page's row names, with their spellings, and the glued ones."""
    plain, _bar, glued = words.partition(GLUED_BAR)
    pairs = (item.partition(SPELLED) for item in plain.split())
    return {word: spelled or word for word, _sign, spelled in pairs}, set(glued.split())


def without_common(old: str, new: str) -> tuple[str, str]:
    """Return what two rows name without the words that both do: of an edited page, nearly all."""
    parts = zip(old.partition(GLUED_BAR), new.partition(GLUED_BAR), strict=True)
    (plain, plain_now), _bars, (glued, glued_now) = (
        (set(before.split()), set(now.split())) for before, now in parts
    )
    return (
        GLUED_BAR.join([" ".join(plain - plain_now), " ".join(glued - glued_now)]),
        GLUED_BAR.join([" ".join(plain_now - plain), " ".join(glued_now - glued)]),
    )


class _Writer:
    def __init__(self, entry: Entry, page_id: int) -> None:
        self._entry, self._page_id = entry, page_id
        self._reader = Reader(entry.language)
        self._streams = {"text": " ", "code": " "}

    def rows(self) -> Rows:
        entry = self._entry
        sections = [self._section_row(*each) for each in enumerate(entry.sections)]
        counts = Counter(f"{self._streams['text']} {self._streams['code']}".split())
        repeated = [token for token, count in counts.items() if count >= OFTEN]
        often = sorted(repeated, key=counts.__getitem__, reverse=True)[:MAX_OFTEN]
        heads = filter(None, (each.heading_tokens.strip() for each in sections))
        names = [topic.name for topic in entry.topics]
        page = SearchPage(
            page_id=self._page_id,
            language=entry.language,
            date=entry.date,
            digest=entry_digest(entry),
            teaser=clean(entry.teaser),
            title_words=sum(len(each.tokens) for each in chunks(entry.title, entry.language)),
            title_tokens=padded(self._tokens(entry.title)),
            head_tokens=padded(" ".join(heads)),
            teaser_tokens=padded(self._tokens(" \n ".join([entry.teaser, *names]))),
            text_tokens=self._streams["text"],
            code_tokens=self._streams["code"],
            often_tokens=padded(" ".join(often)),
        )
        words, glued = self._reader.words()
        page.words = GLUED_BAR.join([" ".join(_spelled(words)), " ".join(glued)])
        return Rows(page, sections, list(self._topic_rows()))

    def _section_row(self, position: int, section: EntrySection) -> SearchSection:
        text_start, text_end = self._append_tokens("text", section.text)
        code_start, code_end = self._append_tokens("code", section.code)
        return SearchSection(
            page_id=self._page_id,
            position=position,
            anchor=fitted(section.id, 255),
            heading=clean(section.heading),
            heading_tokens=padded(self._tokens(section.heading)),
            text_start=text_start,
            text_end=text_end,
            code_start=code_start,
            code_end=code_end,
            text=clean(section.text),
            code=clean(section.code),
        )

    def _append_tokens(self, name: str, text: str) -> tuple[int, int]:
        stream = self._streams[name]
        room = MAX_TOKENS - len(stream)
        # Tokens are shorter than their words and what parts them, but for a few.
        is_code = name == "code"
        added = self._tokens(text[:room], is_code=is_code) if room > 0 else ""
        self._streams[name] = f"{stream}{added} " if added else stream
        return len(stream) - 1, len(self._streams[name])

    def _tokens(self, text: str, *, is_code: bool = False) -> str:
        return self._reader.tokens(clean(text), is_code=is_code)

    def _topic_rows(self) -> Iterable[SearchTopic]:
        topics = list(dict.fromkeys(self._entry.topics))
        if self._entry.date is not None:
            year = str(timezone.localtime(self._entry.date).year)
            topics.append(Topic(YEAR, year, year))
        for topic in topics:
            yield SearchTopic(
                page_id=self._page_id,
                kind=topic.kind,
                slug=topic.slug,
                name=fitted(topic.name, LONGEST_NAME),
                folded=fitted(fold(topic.name), LONGEST_NAME),
            )


def _spelled(words: Mapping[str, str]) -> Iterable[str]:
    """Yield the words, each with its spelling where that is another."""
    for word, spelled in words.items():
        is_kept = spelled != word and len(spelled) <= LONGEST_WORD
        yield f"{word}{SPELLED}{spelled}" if is_kept else word


def padded(tokens: str) -> str:
    """Return tokens as a text in which each stands between spaces."""
    return f" {tokens} " if tokens else " "
