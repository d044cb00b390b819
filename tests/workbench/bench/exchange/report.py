"""Writes the judge's report: of each archive and kind, how much was kept, and what was not."""

from collections.abc import Iterator

from tests.workbench.bench.exchange.archives import Archive
from tests.workbench.bench.exchange.comparing import Tally

AIM = 0.99

COUNTED = """\
How it is counted: what the old site's page holds (plain texts: what cmark-gfm makes of them, their
formulas by pandoc) against what an anonymous reader's page holds, as multisets per post. Words are
runs of letters and digits outside of listings and formulas, NFKC and case-folded; a code line is a
line with anything on it, to its last sign; a heading, a table's row, a footnote count by their
words, a row as a whole, rows and footnotes without addresses that stand as text; a formula is its
TeX without white space, labels and tags, and counts only where it is set.
A link counts by its text and where it leads (the post, by whatever address leads
there; the web's address; a fragment that is there), where the old site's led anywhere; a player or
gist by its id; one from a picture to itself in full is none. A picture counts by its text, where
the old site had the file, as seen where its address and all sizes answer 200 with an image and the
page's policy lets them load; a remote one as kept where a link leads to it, or where the link that
it stood in is kept. A date is the day shown; an address is an old one that leads to the post. For
Jekyll, texts are taken that kramdown reads as cmark-gfm does. A post that was shown, and which the
import withheld, is published by hand, and counts as missing in "published" alone. "Hidden" are
drafts, private, future and past posts: kept means not public. "Named" are misses that the import's
report has a remark for, about that file and kind.
"""


def report(archives: list[tuple[Archive, dict[str, Tally]]]) -> Iterator[str]:
    """Yield the report's lines."""
    for archive, tallies in archives:
        shown = sum(not post.hidden for post in archive.posts.values())
        yield f"## {archive.name}: {shown} posts, {len(archive.posts) - shown} hidden"
        yield ""
        yield "| kind | there | kept | missed, named | missed, unnamed | |"
        yield "|---|--:|--:|--:|--:|---|"
        for kind, tally in tallies.items():
            if tally.expected:
                yield _row(kind, tally)
        yield ""
    yield COUNTED


def misses(archives: list[tuple[Archive, dict[str, Tally]]]) -> Iterator[str]:
    """Yield a line for every miss: archive, kind, whether it is named, file, what."""
    for archive, tallies in archives:
        for kind, tally in tallies.items():
            for miss in tally.misses:
                named = "named" if miss.is_named else "unnamed"
                yield "\t".join((archive.name, kind, named, miss.path, miss.what))


def falls_short(tally: Tally) -> bool:
    """Tell whether a kind is below the aim; nothing hidden may ever be shown."""
    return tally.share < AIM


def _row(kind: str, tally: Tally) -> str:
    unnamed = len(tally.misses) - tally.named
    verdict = "below" if falls_short(tally) else "unnamed misses" if unnamed else ""
    return (
        f"| {kind} | {tally.expected:,} | {tally.share:.2%} | {tally.named:,} | {unnamed:,} "
        f"| {verdict} |"
    )
