"""A fence `{dot}` is a diagram, with the picture below it or drawn."""

import pytest

from blog.importing.markdown import diagrams
from blog.markdown.syntax.diagrams import diagram_fence, read_diagram_fence
from tests.blog.diagrams.graphviz import needs_graphviz
from tests.blog.importing.folders import SVG, entry_of, told

FENCE = "```{dot}\n//| label: fig-flow\n%s\ndigraph { a -> b }\n```\n"
CELL = FENCE % '//| fig-cap: "From *a* to b."\n//| fig-alt: An arrow.\n//| fig-width: 3'


@pytest.fixture
def without_graphviz(monkeypatch):
    monkeypatch.setattr(diagrams, "can_draw", lambda: False)


def test_the_picture_below_is_its_drawing(tmp_path, without_graphviz):
    (tmp_path / "flow.svg").write_bytes(SVG)
    text = FENCE % "//| include: false" + '\n![An arrow](flow.svg "From a to b.")\n\nText.'
    entry = entry_of(tmp_path, text)
    assert [block["type"] for block in entry.body] == ["diagram", "markdown"]
    value = entry.body[0]["value"]
    assert value["source"] == "digraph { a -> b }"
    assert (value["label"], value["alt_text"], value["caption"]) == (
        "fig:flow", "An arrow", "From a to b.",
    )  # fmt: skip
    assert value["drawing"]
    assert len(entry.pictures) == 1


def test_quartos_own_cells_are_read(tmp_path, without_graphviz):
    entry = entry_of(tmp_path, CELL)
    value = entry.body[0]["value"]
    assert (value["alt_text"], value["caption"]) == ("An arrow.", "From *a* to b.")
    assert "drawing" not in value
    assert "an option of a diagram that has no effect" in told(entry)


@needs_graphviz
def test_they_are_drawn_where_graphviz_is(tmp_path):
    entry = entry_of(tmp_path, CELL)
    assert entry.body[0]["value"]["drawing"]
    (drawing,) = entry.pictures
    assert b"<svg" in drawing.read()


@needs_graphviz
def test_what_cannot_be_drawn_keeps_its_source(tmp_path):
    entry = entry_of(tmp_path, CELL.replace("a -> b", 'a [image="/etc/passwd"]'))
    assert "/etc/passwd" in entry.body[0]["value"]["source"]
    assert not entry.pictures
    assert "diagram that cannot be drawn" in told(entry)


@pytest.mark.parametrize("follows", ["", "Text.\n\n![An arrow](flow.svg)"])
def test_no_other_picture_is_taken_for_it(tmp_path, without_graphviz, follows):
    (tmp_path / "flow.svg").write_bytes(SVG)
    entry = entry_of(tmp_path, FENCE % "//| include: false" + f"\n{follows}")
    assert "drawing" not in entry.body[0]["value"]


@pytest.mark.parametrize("text", ['The "best"\\', "'a'", "a: b #c", "[x]", "ü"])
def test_options_come_back_as_they_were(text):
    fence = diagram_fence("a", label="fig:x", caption=text, alt=text, is_beside_picture=False)
    content = fence.removeprefix("```{dot}\n").removesuffix("```")
    read = read_diagram_fence(content)
    assert (read.source, read.label, read.caption, read.alt) == ("a", "fig:x", text, text)
