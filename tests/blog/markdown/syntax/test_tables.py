import pytest
from bs4 import BeautifulSoup

from tests.blog.markdown.rendering import build, problems_of, render_markdown


def test_a_head_that_says_nothing_is_none():
    html = render_markdown("|  |  |\n|---|---|\n| a | b |\n\nx")
    assert "<th" not in html
    assert html.count("<td>") == 2


def test_a_head_that_says_something_or_is_all_there_is_stays():
    assert render_markdown("|  | b |\n|---|---|\n| 1 | 2 |").count("<th") == 3
    assert "<thead>" in render_markdown("|  |  |\n|---|---|\n")


def test_a_table_right_behind_words_is_one():
    html = render_markdown("words\n|  |  |\n|---|---|\n| a | b |\n")
    assert "<p>words</p>" in html
    assert html.count("<td>") == 2


@pytest.mark.parametrize("cell", ["`p | q`", r"`p \| q`", "$P(A|B) = 1$", r"\(a|b\)", "``a|`b``"])
def test_a_bar_in_code_or_a_formula_parts_no_cells(cell):
    document = build(("markdown", f"| a | b |\n|---|---|\n| {cell} | last |"))
    cells = BeautifulSoup(document.html, "html.parser")("td")
    assert [cell.text for cell in cells][1:] == ["last"]
    assert "|" in cells[0].text
    assert problems_of(document) == []


@pytest.mark.parametrize(
    "head", ["| $P(A|B)$ | last |", "`a | b` | last", r"| \(a|b\) | last |", r"| `a \| b` | last |"]
)
@pytest.mark.parametrize("lead", ["", "> ", "words\n"])
def test_a_bar_in_the_head_parts_no_cells_either(head, lead):
    rows = [head, "|---|---|", "| 1 | 2 |"]
    source = lead + (f"\n{lead}" if lead == "> " else "\n").join(rows)
    html = BeautifulSoup(build(("markdown", source)).html, "html.parser")
    cells = html("th")
    assert "|" in cells[0].text
    assert [cell.text for cell in [*cells[1:], *html("td")]] == ["last", "1", "2"]


def test_a_head_that_fits_is_read_as_it_stands():
    html = BeautifulSoup(build(("markdown", "a | `b | c` | d\n-|-|-|-\n")).html, "html.parser")
    assert [cell.text for cell in html("th")] == ["a", "`b", "c`", "d"]


def test_cells_beyond_the_head_join_the_last_and_are_named():
    document = build(("markdown", "a | b\n---|---\n1 | 2 | 3 | **4**\n5"))
    cells = [cell.text for cell in BeautifulSoup(document.html, "html.parser")("td")]
    assert cells == ["1", "2 | 3 | 4", "5", ""]
    assert problems_of(document) == [("cells", "3"), ("cells", "**4**")]
