from collections import defaultdict

from tests.workbench.bench.search.items import KINDS
from tests.workbench.bench.search.known_item import Item, Score, judge
from tests.workbench.bench.search.report import criteria, table


class FixedEngine:
    """Finds the same pages, whatever it is asked."""

    def __init__(self, name, *found):
        self.name, self.found, self.asked = name, list(found), []

    def find(self, query):
        self.asked.append(query)
        return self.found, 2.0


def test_every_engine_is_asked_every_query_and_told_nothing_else():
    engines = [FixedEngine("Epoch", 5, 1), FixedEngine("Other", 1)]
    items = [Item("title", "one", "a.md"), Item("code", "two", "a.md")]
    scores, misses = judge(engines, items, {"a.md": frozenset({1})}, warm_up=[])
    assert [engine.asked for engine in engines] == [["one", "two"]] * 2
    assert scores["Epoch"]["title"].ranks == [2]
    assert scores["Other"]["code"].ranks == [1]
    assert [miss.split() for miss in misses] == [["2", "title", "one"], ["2", "code", "two"]]


def scored(**ranks_by_engine):
    return {
        name: defaultdict(Score, {kind: Score(list(ranks), [1.0] * len(ranks)) for kind in KINDS})
        for name, ranks in ranks_by_engine.items()
    }


def test_the_table_has_a_row_for_each_engine():
    rows = list(table(scored(Epoch=[1, 1], Other=[2, None]), KINDS))
    assert rows[1].split()[:2] == ["Epoch", "1.00/1.00"]
    assert rows[2].split()[:2] == ["Other", "0.25/0.50"]
    assert rows[3].split() == ["queries", *["2"] * 6, "12"]


def test_all_is_met_by_an_engine_far_ahead():
    lines = list(criteria(scored(Epoch=[1] * 30, Other=[2] * 30), ours="Epoch"))
    assert len(lines) == 5
    assert all(line.startswith("pass") for line in lines)


def test_what_is_not_met_fails():
    lines = list(criteria(scored(Epoch=[1] * 9 + [None], Other=[1] * 9 + [None]), ours="Epoch"))
    verdicts = [line.split()[0] for line in lines]
    assert verdicts == ["FAIL", "pass", "FAIL", "FAIL", "FAIL"]


def test_a_missing_engine_is_no_success():
    assert next(criteria(scored(Other=[1]), ours="Epoch")).startswith("FAIL")
