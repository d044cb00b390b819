"""Keeps the site's own words: in how many public pages each stands, and its fragments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from django.db import connection

from search.analysis.letters import is_letters
from search.analysis.stems import stem
from search.database.many_rows import ManyRows
from search.database.statements import AnyOf, Statement
from search.index.entries import split_words
from search.models import SearchFragment, SearchPage, SearchWord

BATCH_SIZE = 400
# Words that slips are looked for in; shorter ones are too like each other.
MIN_FRAGMENTED, MAX_FRAGMENTED = 4, 24

_COUNT = ManyRows(
    """
INSERT INTO search_searchword (word, token, documents, is_glued, spelled, spelled_so)
SELECT * FROM {rows} AS changed WHERE TRUE
ON CONFLICT (word, token) DO UPDATE SET
    documents = search_searchword.documents + excluded.documents,
    spelled_so = search_searchword.spelled_so + excluded.spelled_so,
    spelled = CASE excluded.spelled WHEN '' THEN search_searchword.spelled
        ELSE excluded.spelled END
""",
    ("text", "text", "int", "bool", "text", "int"),
)
# A new word has ten; to make a model of each would be half of a rebuild.
_ADD_FRAGMENTS = ManyRows(
    "INSERT INTO search_searchfragment (word_id, fragment) SELECT * FROM {rows} AS made",
    ("bigint", "bigint"),
)
_KEYS = Statement(
    lambda: SearchWord.objects.filter(AnyOf("word", "words", "text")).values_list(
        "word", "token", "pk"
    )
)

# The words of a page as its row names them, and its language.
WordsOfPage = tuple[str, str]
# A word and its token.
Key = tuple[str, str]


@dataclass
class Change:
    """By how much a word's frequency changes, and that of its spelling."""

    documents: int = 0
    spelled_so: int = 0
    spelled: str = ""
    is_glued: bool = False

    def __bool__(self) -> bool:
        return bool(self.documents or self.spelled_so)


def count_words(old: Iterable[WordsOfPage], new: Iterable[WordsOfPage]) -> None:
    """Bring the frequencies up to date after pages' words changed from `old` to `new`.

    Each page is stemmed by its own language; only what differs is written.
    """
    changes: dict[Key, Change] = defaultdict(Change)
    _add_pages(changes, old, -1)
    _add_pages(changes, new, 1)
    change_words({key: change for key, change in changes.items() if change})


def change_words(changes: Mapping[Key, Change]) -> None:
    """Add to the frequencies of words; a word left in no page is dropped.

    In the order of the words, so that two publishers never wait for each other in a circle.
    """
    for batch in batches(sorted(changes), BATCH_SIZE):
        known = _primary_keys(batch)
        _add_to_counts([(key, changes[key]) for key in batch])
        _add_fragments([k for k in batch if k not in known and not changes[k].is_glued])
        if lost := [key for key in batch if changes[key].documents < 0]:
            _drop_unused(lost)


def recount() -> None:
    """Set every frequency to what the pages' rows say."""
    change_words(wrong_counts())


def wrong_counts() -> dict[Key, Change]:
    """Return by how much the frequencies of words are wrong."""
    wrong: dict[Key, Change] = defaultdict(Change)
    _add_pages(wrong, SearchPage.objects.values_list("words", "language").iterator(), 1)
    stored = SearchWord.objects.values_list("word", "token", "documents", "spelled_so")
    for word, token, documents, spelled_so in stored.iterator():
        change = wrong[word, token]
        change.documents -= documents
        change.spelled_so -= spelled_so
    return {key: change for key, change in wrong.items() if change}


def _add_pages(changes: dict[Key, Change], pages: Iterable[WordsOfPage], step: int) -> None:
    """Add the words of pages to changes, or take them off with a step of -1."""
    # By language: most words stand in many pages.
    known: dict[str, dict[str, Change]] = defaultdict(dict)
    for words, language in pages:
        plain, glued = split_words(words)
        of_language = known[language]
        for word, spelled in plain.items():
            change = of_language.get(word)
            if change is None:
                change = of_language[word] = changes[word, stem(word, language)]
            change.documents += step
            if spelled != word:
                change.spelled_so += step
                change.spelled = spelled if step > 0 else change.spelled
        for word in glued - plain.keys():
            change = changes[word, word]
            change.documents += step
            change.is_glued = True


def fragments(word: str) -> set[str]:
    """Return a word and what is left of it when one letter is missing."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def fragment_hash(fragment: str) -> int:
    """Return the number a fragment is kept under."""
    digest = blake2b(fragment.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def is_fragmented(word: str) -> bool:
    """Tell whether a word takes part in the correction of slips."""
    return is_letters(word) and MIN_FRAGMENTED <= len(word) <= MAX_FRAGMENTED


def batches(items: Iterable, size: int) -> Iterator[list]:
    """Cut items into lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _primary_keys(keys: Sequence[Key]) -> dict[Key, int]:
    """Return the rows that there are of some words with their tokens."""
    wanted = set(keys)
    found = _KEYS.rows(words=[word for word, _token in keys])
    return {(word, token): pk for word, token, pk in found if (word, token) in wanted}


def _add_to_counts(changes: Sequence[tuple[Key, Change]]) -> None:
    rows = [
        (word, token, each.documents, each.is_glued, each.spelled, each.spelled_so)
        for (word, token), each in changes
    ]
    _COUNT.run(rows)


def _add_fragments(keys: Sequence[Key]) -> None:
    wanted = [key for key in keys if is_fragmented(key[0])]
    if not wanted:
        return
    _ADD_FRAGMENTS.run(
        [
            (pk, fragment_hash(fragment))
            for (word, _token), pk in _primary_keys(wanted).items()
            for fragment in fragments(word)
        ]
    )


def _drop_unused(keys: Sequence[Key]) -> None:
    used = SearchWord.objects.filter(documents__gt=0)
    held = set(used.filter(word__in=[word for word, _t in keys]).values_list("word", "token"))
    found = _primary_keys([key for key in keys if key not in held])
    if unused := list(found.values()):
        SearchFragment.objects.filter(word__in=unused)._raw_delete(connection.alias)
        SearchWord.objects.filter(pk__in=unused)._raw_delete(connection.alias)
