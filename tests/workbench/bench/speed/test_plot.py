from xml.etree import ElementTree

import pytest

from tests.workbench.bench.speed.figures import Section
from tests.workbench.bench.speed.plot import Scale, plot

SVG = "{http://www.w3.org/2000/svg}"


def test_each_line_is_drawn_and_named():
    lines = {"home & tag": [(1000, 1.0), (10_000, 1.2)], "feed": [(1000, 1.0), (10_000, 3.0)]}
    section = Section("Growth <SQLite>", lines=lines, axes=("posts", "times"))
    root = ElementTree.fromstring(plot([section, Section("Without lines")]))
    assert len(root.findall(f".//{SVG}polyline")) == 2
    texts = [text.text for text in root.findall(f".//{SVG}text")]
    assert {"Growth <SQLite>", "home & tag ×1.20", "feed ×3.00", "1,000", "10,000"} <= set(texts)


def test_nothing_to_draw_is_an_empty_picture():
    assert not ElementTree.fromstring(plot([])).findall(f".//{SVG}polyline")


@pytest.mark.parametrize(("value", "place"), [(1, 0), (10, 50), (100, 100)])
def test_a_scale_is_logarithmic(value, place):
    assert Scale([1, 100], 0, 100).place(value) == place


def test_marks_are_round_numbers_within():
    assert Scale([1.0, 12.0], 0, 100).marks() == [1, 2, 5, 10]


def test_a_flat_line_has_a_scale_too():
    assert Scale([1.0, 1.0], 0, 100).place(1.0) == 0
