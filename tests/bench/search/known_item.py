"""Judges engines by known items: `python -m tests.bench.search.known_item [--held-out]`.

Prints the half to tune on, unless the held-out half is asked for. Every engine is asked each query
in turn, so that what else the machine does falls on all alike.
"""

import argparse
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.bench.search import corpus, fetch
from tests.bench.search.items import KINDS, Item, read_items, split
from tests.bench.search.peers import Engine
from tests.bench.search.peers.like import Like
from tests.bench.search.peers.node import NodeEngine, install
from tests.bench.search.peers.ours import Ours
from tests.bench.search.peers.wagtail_stock import WagtailStock
from tests.bench.search.report import criteria, table
from tests.bench.search.scoring import rank
from tests.bench.search.texts import Text, accepted_keys, load_texts

WARM_UP = 20


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
    parser.add_argument("--misses", action="store_true", help="list what ours did not put first")
    parser.add_argument("--only", metavar="ENGINE", help="ask one engine alone, such as Epoch")
    options = parser.parse_args()
    if options.held_out and options.misses:
        parser.error("what is missed of the held-out half must not be looked at")
    folder = corpus.set_up("real")
    posts = fetch.fetch(folder / "markdown")
    corpus.prepare(fetch.pins(), lambda: corpus.fill_from(posts))
    texts = load_texts()
    items = split(read_items())[options.held_out]
    engines = [each for each in start(texts, folder) if options.only in (None, each.name)]
    scores, misses = judge(engines, items, accepted_keys(texts), warm_up=texts[:WARM_UP])
    half = "held-out" if options.held_out else "tuning"
    print(f"{len(texts)} posts, {len(items)} queries of the {half} half\n")  # noqa: T201
    print("\n".join(table(scores, KINDS)))  # noqa: T201
    print("\n".join(criteria(scores, ours=Ours.name)))  # noqa: T201
    if options.misses:
        print("\n".join(misses))  # noqa: T201


def start(texts: list[Text], folder: Path) -> list[Engine]:
    """Give every engine the same posts; ours is left out, aloud, where it isn't built."""
    node, texts_file = folder / "node", folder / "texts.json"
    install(node)
    texts_file.write_text(json.dumps([asdict(text) for text in texts], default=str))
    engines: list[Engine] = [
        WagtailStock(),
        Like(texts),
        NodeEngine("MiniSearch", "minisearch.mjs", folder=node, argument=texts_file),
        NodeEngine("Pagefind", "pagefind.mjs", folder=node, argument=texts_file),
    ]
    if corpus.rebuild_index():
        engines.insert(0, Ours())
    return engines


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
