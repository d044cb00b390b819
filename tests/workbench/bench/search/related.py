"""Judges related posts by links that authors made.

`python -m tests.workbench.bench.search.related`

The corpus is the fetched posts whose links to each other were taken out, words and all, before
they were imported, and with them the lists of related pages in their front matter. A post's
suggestions count as good when one of the five links to it, or it to them.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from math import log, sqrt
from pathlib import Path

from tests.workbench.bench.search import corpus, fetch
from tests.workbench.bench.search.report import verdict
from tests.workbench.bench.search.texts import Text, folded_words, load_texts

SUGGESTED = 5
LEAST = 0.75
_FENCE = re.compile(r"^\s*(```|~~~)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_RELATED = re.compile(r"^related:\n(?:[ \t]+.*\n)*", re.MULTILINE)
_LISTED = re.compile(r"^\s+-\s+(\S+)\s*$", re.MULTILINE)

# Paths of linked posts by a post's path.
Links = dict[str, set[str]]
# Keys of linked posts by a post's key.
Wanted = dict[int, set[int]]
Suggest = Callable[[Text], list[int]]


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    folder = corpus.set_up("unlinked")
    posts = fetch.fetch(folder / "markdown")
    unlinked = folder / "unlinked" / "posts"
    links = take_out_links(posts, unlinked)
    corpus.prepare(f"{fetch.pins()} unlinked 1", lambda: corpus.fill_from(unlinked))
    texts = load_texts()
    for line in lines(texts, links):
        print(line)  # noqa: T201


def lines(texts: list[Text], links: Links) -> Iterator[str]:
    wanted = linked_keys(texts, links)
    count = sum(map(len, links.values()))
    yield f"{len(texts)} posts, {count} links held out, {len(wanted)} posts with one"
    yield from _shares("TF-IDF cosine of all words", texts, wanted, tf_idf(texts))
    ours = our_suggestions()
    if ours is None:
        yield verdict(False, "related posts are not built yet (search.related.related_pages)")
        return
    yield from _shares("Epoch", texts, wanted, ours)
    found = share([text for text in texts if text.key in wanted], wanted, ours)
    yield verdict(found >= LEAST, f"found in five at least {LEAST}: {found:.3f}")


def _shares(name: str, texts: list[Text], wanted: Wanted, suggest: Suggest) -> Iterator[str]:
    """Yield the share of all linked posts, and that of each package's."""
    linked = [text for text in texts if text.key in wanted]
    yield f"{share(linked, wanted, suggest):.3f}  {name}"
    for package, group in groupby(linked, lambda text: text.path.partition("/")[0]):
        of_package = list(group)
        found = share(of_package, wanted, suggest)
        yield f"      {package}: {found:.2f} of {len(of_package)}"


def take_out_links(source: Path, target: Path) -> Links:
    """Write the Markdown files without their links to each other, and return those links."""
    from blog.importing.folder import Folder

    folder, links = Folder(source), {}
    for path in folder.paths:
        text = (source / path).read_text(encoding="utf-8-sig", errors="replace")
        found: set[str] = set()
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("".join(_unlinked(text, path, folder, found)))
        links[path] = found - {path}
    return links


def _unlinked(text: str, path: str, folder, found: set[str]) -> Iterator[str]:
    """Yield the text without links to other files, which are added to `found`."""

    def take(match: re.Match) -> str:
        address = re.split(r"[?#]", match[1], maxsplit=1)[0]
        is_elsewhere = not address or re.match(r"[a-z][a-z0-9+.-]*:|//", address)
        other = None if is_elsewhere else folder.linked(address, beside=path)
        if other is None:
            return match[0]
        found.add(other)
        return ""

    if front := _FRONT.match(text):
        for related in _RELATED.findall(front[0]):
            addresses = (f"/docs/{name}" for name in _LISTED.findall(related))
            others = (folder.linked(address, beside=path) for address in addresses)
            found.update(filter(None, others))
        yield _RELATED.sub("", front[0])
        text = text[front.end() :]
    is_code = False
    for line in text.splitlines(keepends=True):
        is_code ^= bool(_FENCE.match(line))
        yield line if is_code else _LINK.sub(take, line)


def linked_keys(texts: list[Text], links: Links) -> Wanted:
    """Return for each post with a link, to it or from it, the posts at the other end."""
    keys = {text.path: text.key for text in texts}
    ends: Wanted = defaultdict(set)
    for path, others in links.items():
        for other in others:
            if path in keys and other in keys:
                ends[keys[path]].add(keys[other])
                ends[keys[other]].add(keys[path])
    return dict(ends)


def share(linked: list[Text], wanted: Wanted, suggest: Suggest) -> float:
    """Return the share of these posts that have a linked one among their five suggestions."""
    good = (bool(wanted[text.key].intersection(suggest(text)[:SUGGESTED])) for text in linked)
    return sum(good) / len(linked)


def our_suggestions() -> Suggest | None:
    """Return the site's related posts, their index built; None where there are none yet."""
    try:
        from search.related.related_pages import related_pages
    except ImportError:
        return None
    from blog.models import BlogPostPage

    corpus.rebuild_index()

    def suggest(text: Text) -> list[int]:
        post = BlogPostPage.objects.get(pk=text.key)
        return [page.pk for page in related_pages(post, limit=SUGGESTED)]

    return suggest


def tf_idf(texts: list[Text]) -> Suggest:
    """Return suggestions by the cosine of all words' TF-IDF: what a plain method reaches."""
    counts = {text.key: Counter(folded_words(f"{text.title} {text.prose}")) for text in texts}
    holders = Counter(word for count in counts.values() for word in count)
    vectors = {key: _weighted(count, holders, len(texts)) for key, count in counts.items()}
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for key, vector in vectors.items():
        for word, weight in vector.items():
            postings[word].append((key, weight))

    def suggest(text: Text) -> list[int]:
        scores: Counter[int] = Counter()
        for word, weight in vectors[text.key].items():
            for key, other in postings[word]:
                scores[key] += weight * other
        del scores[text.key]
        return [key for key, _score in scores.most_common(SUGGESTED)]

    return suggest


def _weighted(count: Counter[str], holders: Counter[str], total: int) -> dict[str, float]:
    """Return the TF-IDF of a text's words, of length 1; words in a fifth of the texts are out."""
    weights = {
        word: (1 + log(number)) * log(total / holders[word])
        for word, number in count.items()
        if 2 <= holders[word] <= total / 5
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1
    return {word: weight / length for word, weight in weights.items()}


if __name__ == "__main__":
    main()
