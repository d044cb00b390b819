"""The engines that are judged: ours, and those it stands beside."""

from typing import Protocol

from tests.workbench.bench.search.scoring import CUT_OFF

FOUND = CUT_OFF


class Engine(Protocol):
    """Something that finds posts; its `name` stands in the report."""

    name: str

    def find(self, query: str) -> tuple[list[int], float]:
        """Return the keys of the first ten posts, best first, and the milliseconds it took."""
        ...
