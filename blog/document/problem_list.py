"""Bounds the list of a body's problems: nobody reads on, and it is stored with each Document."""

from collections import Counter
from collections.abc import Iterable, Iterator

from blog.document.document import Problem

# Of one kind in one block.
MAX_LISTED = 40


def bounded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, and of what is too much how many more there are."""
    counts: Counter[tuple[str, str]] = Counter()
    for problem in dict.fromkeys(problems):
        place = problem.kind, problem.block_id
        counts[place] += 1
        if counts[place] <= MAX_LISTED:
            yield problem
    for (kind, block_id), count in counts.items():
        if count > MAX_LISTED:
            yield Problem(kind, f"… + {count - MAX_LISTED}", block_id=block_id)
