"""What scrolls can be told apart by who hears its name."""

import pytest
from bs4 import BeautifulSoup

from tests.blog.blocks.values import full_values
from tests.blog.markdown.rendering import build

TABLE = "| a | *b* |\n|---|---|\n| 1 | 2 |\n"


def names(*blocks) -> list[str]:
    soup = BeautifulSoup(build(*blocks).html, "html.parser")
    return [each["aria-label"] for each in soup.select("[role=group]")]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("```python title=\"a.py\"\nx\n```", "a.py"),
        ("```python caption=\"It\"\nx\n```", "Listing 1"),
        ("```python\nx\n```", "Code listing 1, Python"),
        ("```\nx\n```", "Code listing 1"),
        (f"{TABLE}\n: Costs of $x$ {{#tbl:x}}", "Table 1 Costs of x"),
        (TABLE, "Table: a, b"),
        ("<table><tr><td>1</td></tr></table>", "Table"),
        ("<table><caption>Mine</caption><tr><td>1</td></tr></table>", "Mine"),
        ("$$\nx\n$$ {#eq:x}", "Equation 1"),
        ("$$\nx\n$$", "Formula"),
    ],
)  # fmt: skip
def test_a_region_is_named_by_what_it_holds_and_no_two_alike(source, name):
    again = source.replace("{#", "{#again-")
    first, second = names(("markdown", source), ("markdown", f"{source}\n\n{again}"))[:2]
    assert first == name
    assert first != second


@pytest.mark.django_db
def test_every_region_of_every_block_has_a_name_of_its_own():
    blocks = [*full_values().items()]
    heard = names(*blocks, *blocks)
    assert len(heard) >= 8
    assert len(set(heard)) == len(heard)


def test_output_is_named_after_its_listing():
    code = {"language": "python", "code": "x", "file_name": "a.py", "output": "1"}
    assert names(("code", code)) == ["a.py", "Output of a.py"]
