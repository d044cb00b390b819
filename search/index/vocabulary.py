"""Keeps the site's own words: in how many public pages each stands, and its fragments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice

from django.db import connection

from search.analysis.letters import is_letters
from search.analysis.words import stem
from search.index.entries import split_words
from search.models import SearchFragment, SearchPage, SearchWord

BATCH_SIZE = 400
# Words that slips are looked for in; shorter ones are too like each other.
MIN_FRAGMENTED, MAX_FRAGMENTED = 4, 24

_UPSERT = """
INSERT INTO search_searchword (word, token, documents, is_glued) VALUES {values}
ON CONFLICT (word) DO UPDATE SET documents = search_searchword.documents + excluded.documents
"""


def count_words(old: Iterable[str], new: Iterable[str], language: str) -> None:
    """Bring the frequencies up to date after pages' words changed from `old` to `new`.

    Both hold one text a page, as in `SearchPage.words`; only what differs is written.
    """
    changes: Counter[str] = Counter()
    glued_words: set[str] = set()
    for texts, step in ((old, -1), (new, 1)):
        for text in texts:
            plain, glued = split_words(text)
            glued_words |= glued
            for word in plain | glued:
                changes[word] += step
    change_words({w: n for w, n in changes.items() if n}, glued_words, language)


def change_words(changes: Mapping[str, int], glued: set[str], language: str) -> None:
    """Add to the frequencies of words; a word left in no page is dropped.

    In the order of the words, so that two publishers never wait for each other in a circle.
    """
    for batch in batches(sorted(changes), BATCH_SIZE):
        known = set(SearchWord.objects.filter(word__in=batch).values_list("word", flat=True))
        _add_to_counts([(word, changes[word]) for word in batch], glued, language)
        _add_fragments([word for word in batch if word not in known and word not in glued])
        if lost := [word for word in batch if changes[word] < 0]:
            _drop_unused(lost)


def recount() -> None:
    """Set every frequency to what the pages' rows say."""
    glued: set[str] = set()
    languages = set(SearchPage.objects.values_list("language", flat=True)) or {""}
    for text in SearchPage.objects.values_list("words", flat=True).iterator():
        _plain, glued_of_page = split_words(text)
        glued |= glued_of_page
    change_words(wrong_counts(), glued, min(languages))


def wrong_counts() -> dict[str, int]:
    """Return by how much the frequencies of words are wrong."""
    right: Counter[str] = Counter()
    for text in SearchPage.objects.values_list("words", flat=True).iterator():
        plain, glued = split_words(text)
        right.update(plain | glued)
    stored = dict(SearchWord.objects.values_list("word", "documents"))
    differences = {word: right[word] - stored.get(word, 0) for word in right.keys() | stored.keys()}
    return {word: change for word, change in differences.items() if change}


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


def _add_to_counts(changes: Sequence[tuple[str, int]], glued: set[str], language: str) -> None:
    values: list[str | int] = []
    for word, change in changes:
        token = word if word in glued else stem(word, language)
        values += [word, token, change, word in glued]
    places = ", ".join(["(%s, %s, %s, %s)"] * len(changes))
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT.format(values=places), values)


def _add_fragments(words: Sequence[str]) -> None:
    wanted = [word for word in words if is_fragmented(word)]
    if not wanted:
        return
    keys = SearchWord.objects.filter(word__in=wanted).values_list("word", "pk")
    rows = (
        SearchFragment(word_id=pk, fragment=fragment_hash(fragment))
        for word, pk in keys
        for fragment in fragments(word)
    )
    SearchFragment.objects.bulk_create(rows, batch_size=1000)


def _drop_unused(words: Sequence[str]) -> None:
    unused = list(
        SearchWord.objects.filter(word__in=words, documents__lte=0).values_list("pk", flat=True)
    )
    if unused:
        SearchFragment.objects.filter(word__in=unused)._raw_delete(connection.alias)
        SearchWord.objects.filter(pk__in=unused)._raw_delete(connection.alias)
