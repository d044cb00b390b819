"""Judges engines by known items: `python -m tests.workbench.bench.search.known_item [--held-out]`.

Prints the half to tune on, unless the held-out half or another corpus is asked for: `--corpus
tuning` has items to tune on too, `unseen` and `fresh` those that nothing may be tuned to. Every
engine is asked each query in turn, so that what else the machine does falls on all alike.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings

from tests.workbench.bench.search import corpus, fetch
from tests.workbench.bench.search.items import (
    KINDS,
    Item,
    items_file,
    read_items,
    split,
)
from tests.workbench.bench.search.peers import Engine
from tests.workbench.bench.search.peers.like import Like
from tests.workbench.bench.search.peers.node import NodeEngine, install
from tests.workbench.bench.search.peers.ours import Ours
from tests.workbench.bench.search.peers.wagtail_stock import WagtailStock
from tests.workbench.bench.search.report import criteria, table
from tests.workbench.bench.search.scoring import rank
from tests.workbench.bench.search.texts import Text, accepted_keys

WARM_UP = 20
IN_NODE = ("MiniSearch", "Pagefind")
NAMES = (Ours.name, WagtailStock.name, Like.name, *IN_NODE)


@dataclass
class Score:
    """What one engine made of the queries of one kind: ranks, and milliseconds."""

    ranks: list[int | None] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


# By engine, then by kind.
Scores = dict[str, dict[str, Score]]


def main() -> None:
    """Prepare the corpus and the engines, ask all queries, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", action="store_true", help="the half never tuned on")
    parser.add_argument("--corpus", choices=fetch.PACKAGES, help="all items of another corpus")
    parser.add_argument("--misses", action="store_true", help="list what ours did not put first")
    parser.add_argument("--only", choices=NAMES, help="ask one engine alone")
    parser.add_argument("--keep-index", action="store_true", help="do not rebuild ours first")
    options = parser.parse_args()
    if options.misses and (options.held_out or options.corpus in fetch.NOT_TO_BE_TUNED_TO):
        parser.error("what is missed of what is not tuned to must not be looked at")
    texts = corpus.posts_of(options.corpus or "real")
    folder = settings.BENCH_DIR
    items, asked = chosen_items(options.corpus, held_out=options.held_out)
    is_asked = options.only in (None, Ours.name)
    is_built = is_asked and (options.keep_index or corpus.rebuild_index())
    engines = start(texts, folder, only=options.only, is_built=is_built)
    if not engines:
        sys.exit(1)
    accepted = accepted_keys(texts)
    lost = [item for item in items if item.path not in accepted]
    corpus.say(
        f"{len(lost)} items are left out: their files are no posts (READMEs aren't published)."
    )
    items = [item for item in items if item.path in accepted]
    scores, misses = judge(engines, items, accepted, warm_up=texts[:WARM_UP])
    print(f"{len(texts)} posts, {len(items)} queries of {asked}\n")  # noqa: T201
    print("\n".join(table(scores, KINDS)))  # noqa: T201
    if not options.only:
        print("\n".join(criteria(scores, ours=Ours.name)))  # noqa: T201
    if options.misses:
        print("\n".join(misses))  # noqa: T201


def chosen_items(other: str | None, *, held_out: bool) -> tuple[list[Item], str]:
    """Return the items to ask, and what they are called."""
    if other:
        return read_items(items_file(other)), f"the corpus “{other}”"
    half = "held-out" if held_out else "tuning"
    return split(read_items())[held_out], f"the {half} half"


def start(texts: list[Text], folder: Path, *, only: str | None, is_built: bool) -> list[Engine]:
    """Give every engine the same posts; ours is left out where it isn't built."""
    starters: dict[str, Callable[[], Engine]] = {
        Ours.name: Ours,
        WagtailStock.name: WagtailStock,
        Like.name: lambda: Like(texts),
        **{name: partial(start_in_node, name, texts, folder) for name in IN_NODE},
    }
    wanted = {only} if only else set(NAMES)
    if not is_built:
        wanted -= {Ours.name}
    return [starter() for name, starter in starters.items() if name in wanted]


def start_in_node(name: str, texts: list[Text], folder: Path) -> NodeEngine:
    install(folder / "node")
    # A file for each: the one before still reads its own.
    file = folder / f"texts-for-{name.lower()}.json"
    file.write_text(json.dumps([asdict(text) for text in texts], default=str))
    return NodeEngine(name, f"{name.lower()}.mjs", folder=folder / "node", argument=file)


def judge(
    engines: list[Engine],
    items: list[Item],
    accepted: dict[str, frozenset[int]],
    *,
    warm_up: list[Text],
) -> tuple[Scores, list[str]]:
    """Ask every engine every query; return the scores, and what ours did not put first."""
    for text in warm_up:
        for engine in engines:
            engine.find(text.title)
    scores: Scores = {engine.name: defaultdict(Score) for engine in engines}
    misses = []
    for turn, item in enumerate(items):
        shift = turn % len(engines)
        for engine in engines[shift:] + engines[:shift]:
            found, milliseconds = engine.find(item.query)
            score = scores[engine.name][item.kind]
            score.ranks.append(rank(found, accepted[item.path]))
            score.times.append(milliseconds)
            if engine.name == Ours.name and score.ranks[-1] != 1:
                misses.append(f"{score.ranks[-1] or '-':>2}  {item.kind:8}  {item.query}")
    return scores, misses


if __name__ == "__main__":
    main()
