import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.blocks.notebook import OutputBlock
from blog.html.terminal_output import plain_output

pytestmark = pytest.mark.django_db

PANDAS = """<div><style scoped>.dataframe tbody tr th { vertical-align: top; }</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>loss</th>
</tr></thead>

<tbody><tr onclick="alert(1)"><th>0</th><td>0.31</td></tr></tbody></table>
<script>x</script></div>"""


def render(**raw):
    block = OutputBlock()
    return BeautifulSoup(block.render(block.to_python(raw)), "html.parser")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("\x1b[0;31mValueError\x1b[0m: no", "ValueError: no"),
        ("\x1b]8;;https://e.org\x07link\x1b]8;;\x07", "link"),
        (" 10%|#\r 50%|##\r100%|###\ndone", "100%|###\ndone"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("50%\r", "50%"),
        ("a\x00\x07b\tc", "ab\tc"),
        (None, ""),
    ],
)
def test_terminal_output_becomes_plain_text(printed, shown):
    assert plain_output(printed) == shown


def test_a_table_keeps_its_cells_and_nothing_else():
    html = render(kind="table", text=PANDAS)
    assert [cell.text for cell in html.select(".table[tabindex] th, td")] == [
        "",
        "loss",
        "0",
        "0.31",
    ]
    assert not html.find_all(["style", "script"])
    assert "onclick" not in str(html)


def test_what_follows_a_script_stays_whole_after_any_letters():
    # In small letters each of these is two characters.
    html = render(kind="table", text="<p>İİİİ</p><SCRIPT>x</SCRIPT><p>abc</p>")
    assert [each.text for each in html.find_all("p")] == ["İİİİ", "abc"]


def test_a_table_reads_back_from_its_markdown():
    block = OutputBlock()
    markdown = block.to_markdown(block.to_python({"kind": "table", "text": PANDAS}))
    assert "\n\n" not in markdown
    assert "0.31" in markdown


def test_a_traceback_is_coloured():
    text = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyError: 1\n'
    html = render(kind="error", text=text)
    head, name = html.select(".err")
    assert head.text.startswith("Traceback")
    assert name.text == "KeyError"


@pytest.mark.parametrize(("kind", "needed"), [("image", "image"), ("text", "text")])
def test_an_output_needs_what_its_kind_shows_unless_it_is_a_draft(kind, needed):
    block = OutputBlock()
    value = block.to_python({"kind": kind, "text": ""})
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert list(caught.value.block_errors) == [needed]
    assert block.clean_deferred(value)["kind"] == kind


def test_a_long_traceback_is_folded_below_what_went_wrong():
    text = "\n".join([f"  File {number}" for number in range(20)] + ["ValueError: no such <b>"])
    html = render(kind="error", text=text)
    assert html.summary.text == "ValueError: no such <b>"
    assert "File 19" in html.details.pre.text
    assert render(kind="error", text="ValueError: no").details is None


def test_a_text_keeps_its_first_indent():
    field = OutputBlock().child_blocks["text"]
    assert field.clean("   a  b\n0  1  2") == "   a  b\n0  1  2"
