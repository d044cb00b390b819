"""Long tables and boxes of raw HTML: cut between rows or blocks, and closed on both sides."""

import pytest
from bs4 import BeautifulSoup

from blog.markdown.limits import is_oversized
from tests.blog.importing.folders import TITLE, entry_of, told, values
from tests.blog.markdown.rendering import render_markdown

ROWS = 600


def table(gap: str) -> str:
    rows = (f"<tr><td>{number}</td><td>{'x' * 100}</td></tr>" for number in range(ROWS))
    return f"<table><thead><tr><th>No</th></tr></thead><tbody>\n{gap.join(rows)}\n</tbody></table>"


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_long_table_becomes_several_that_are_whole(tmp_path, gap):
    entry = entry_of(tmp_path, f"{TITLE}before\n\n{table(gap)}\n\nafter")
    assert {block["type"] for block in entry.body} == {"markdown"}
    assert not any(map(is_oversized, values(entry, "markdown")))
    html = "".join(render_markdown(text) for text in values(entry, "markdown"))
    tables = BeautifulSoup(html, "html.parser").find_all("table")
    assert len(tables) > 1
    cells = [row.td.text for each in tables for row in each.find_all("tr") if row.td]
    assert cells == [str(number) for number in range(ROWS)]
    assert "&lt;" not in html
    assert any("parted" in what for what in told(entry))


def test_a_long_box_is_closed_where_it_is_cut(tmp_path):
    text = "\n\n".join(["word " * 1_000] * 15)
    box = f"<details open>\n<summary>S</summary>\n\n{text}\n\n</details>"
    entry = entry_of(tmp_path, f"{TITLE}{box}\n\nafter")
    html = [render_markdown(each) for each in values(entry, "markdown")]
    assert len(html) > 1
    assert all(each.count("<details open") == each.count("</details>") == 1 for each in html)
    assert sum(each.count("word") for each in html) == 15_000
    assert "&lt;" not in "".join(html)


def test_a_row_past_the_limits_is_kept_as_code(tmp_path):
    entry = entry_of(tmp_path, f"{TITLE}<table><tr><td>{'x' * 60_000}</td></tr></table>")
    assert [block["type"] for block in entry.body] == ["code"]
    assert any("too long" in what for what in told(entry))
