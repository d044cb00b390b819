"""What Google Docs puts on the clipboard becomes clean Markdown."""

import pytest

from blog.importing.html.convert import markdown_of
from tests.blog.importing.html.clipboards import OF_GOOGLE_DOCS

CELL = '<td style="border:solid 1pt"><p dir="ltr"><span style="font-weight:{}">{}</span></p></td>'


def written(body: str) -> str:
    return markdown_of(OF_GOOGLE_DOCS.format(body)).markdown.strip("\n")


def row(*cells: str, weight: int) -> str:
    return f"<tr>{''.join(CELL.format(weight, cell) for cell in cells)}</tr>"


def test_lists_and_ticked_boxes():
    point = '<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>{}</span></p></li>'
    box = (
        '<li dir="ltr" role="checkbox" aria-checked="true"><img src="data:image/png;base64,iVBO" '
        'alt="{}" aria-roledescription="checkbox"><p role="presentation"><span>{}</span></p></li>'
    )
    nested = f"<ul>{point.format('a')}<ul>{point.format('b')}</ul>{point.format('c')}</ul>"
    boxes = f"<ul>{box.format('checked', 'd')}{box.format('unchecked', 'e')}</ul>"
    assert written(nested) == "- a\n  - b\n- c"
    assert written(boxes) == "- [x] d\n- [ ] e"


def test_a_bold_first_row_is_a_tables_head():
    table = "<table><colgroup><col></colgroup><tbody>{}{}</tbody></table>"
    rows = row("Name", "Size", weight=700), row("a|b", "1", weight=400)
    assert written(table.format(*rows)) == "| Name | Size |\n| --- | --- |\n| a\\|b | 1 |"
    rows = row("Name", "Size", weight=400), row("a", "1", weight=400)
    assert written(table.format(*rows)).startswith("<table>")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://www.google.com/url?q=https://example.org/a?b%3Dc&amp;sa=D", "https://example.org/a?b=c"),
        ("https://www.google.com/url?q=javascript:x", "https://www.google.com/url?q=javascript:x"),
        ("https://www.google.com/url", "https://www.google.com/url"),
        ("https://www.google.com/maps?q=https://x.example", "https://www.google.com/maps?q=https://x.example"),
    ],
)  # fmt: skip
def test_links_lead_where_they_say(address, target):
    assert written(f'<p><a href="{address}"><span>x</span></a></p>') == f"[x]({target})"
