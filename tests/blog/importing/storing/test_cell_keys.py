"""A notebook's cells are known again by id, by source, or by their place among others."""

from blog.importing.entry import CellMark, NotebookFacts
from blog.importing.storing.cell_keys import kept_facts, with_ids


def mark(source: str, name: str = "", kind: str = "code") -> CellMark:
    return CellMark(name, kind, f"{kind}:{source}", source)


def keys(*cells: CellMark, known: dict | None = None) -> tuple[list[str], dict]:
    facts = kept_facts(NotebookFacts({}, cells), known, path="a.ipynb")
    return [each["key"] for each in facts["cells"]], facts


def test_cells_alike_have_keys_of_their_own():
    found, _facts = keys(mark("x = 1"), mark("x = 1"), mark("x = 1"))
    assert len(set(found)) == 3


def test_what_did_not_change_keeps_its_key_wherever_it_moves():
    old, facts = keys(mark("one"), mark("two"), mark("three"))
    new, _facts = keys(mark("three"), mark("new cell"), mark("one"), mark("two"), known=facts)
    assert [new[2], new[3], new[0]] == old
    assert new[1] not in old


def test_of_cells_alike_each_keeps_its_own():
    old, facts = keys(mark("same"), mark("a"), mark("same"), mark("b"))
    new, _facts = keys(mark("a"), mark("same"), mark("b"), known=facts)
    assert new == [old[1], old[2], old[3]]


def test_a_changed_cell_between_its_neighbours_keeps_its_key():
    old, facts = keys(mark("import numpy"), mark("model.fit(data)"), mark("plot(model)"))
    new, _facts = keys(
        mark("import numpy"), mark("model.fit(data, epochs=2)"), mark("plot(model)"), known=facts
    )
    assert new == old


def test_another_cell_in_its_place_does_not():
    old, facts = keys(mark("import numpy"), mark("model.fit(data)"), mark("plot(model)"))
    new, _facts = keys(
        mark("import numpy"), mark("# Text", kind="markdown"), mark("plot(model)"), known=facts
    )
    assert new[1] not in old


def test_an_id_counts_more_than_the_source():
    old, facts = keys(mark("one", "id-1"), mark("two", "id-2"))
    new, _facts = keys(mark("one", "id-2"), mark("other", "id-1"), known=facts)
    assert new == [old[1], old[0]]


def test_ids_given_twice_by_a_broken_file_are_told_apart():
    found, facts = keys(mark("one", "same"), mark("two", "same"))
    assert len(set(found)) == 2
    again, _facts = keys(mark("one", "same"), mark("two", "same"), known=facts)
    assert again == found


def test_blocks_of_a_cell_are_numbered_by_kind():
    _found, facts = keys(mark("plot()"))
    body = [{"type": kind, "value": "", "cell": 0} for kind in ("code", "output", "output")]
    one, two = with_ids(body, facts), with_ids([body[0], body[2]], facts)
    assert one[0] == two[0]
    assert one[1]["id"] == two[1]["id"] != one[2]["id"]
    assert "cell" not in one[0]


def test_a_renamed_file_keeps_its_blocks_ids():
    _found, facts = keys(mark("x"))
    again = kept_facts(NotebookFacts({}, (mark("x"),)), facts, path="renamed.ipynb")
    body = [{"type": "code", "value": "", "cell": 0}]
    assert with_ids(body, facts) == with_ids(body, again)
