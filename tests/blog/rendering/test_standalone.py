"""What feeds hold says by its elements what the site says by its style."""

import pytest
from bs4 import BeautifulSoup

from blog.rendering.build import build_markdown
from blog.rendering.standalone import standalone_html
from tests.blog.blocks.values import full_values
from tests.blog.markdown.rendering import body_of, build


def standalone(*blocks) -> BeautifulSoup:
    return BeautifulSoup(standalone_html(build(*blocks).html), "html.parser")


@pytest.mark.parametrize("source", ["> [!TIP]\n> Do *it*.", "::: tip\nDo *it*.\n:::"])
def test_a_callout_is_a_quotation_below_its_title(source):
    quotation = standalone(("markdown", f"{source}\n\nAfter.")).blockquote
    assert quotation.strong.text == "Tip"
    assert [each.text for each in quotation.find_all("p")] == ["Tip", "Do it."]


def test_callouts_within_each_other_and_tables_in_them_stay_whole():
    inner = "> | a |\n> |---|\n> | 1 |"
    soup = standalone(("markdown", f"> [!NOTE]\n> Out.\n>\n> > [!TIP]\n> > In.\n>\n{inner}"))
    assert soup.select_one("blockquote blockquote strong").text == "Tip"
    assert soup.select_one("blockquote > table")
    assert not soup.find("div")


def test_a_number_stands_apart_from_its_formula():
    soup = standalone(("math", {"latex": "a = b", "label": "eq:x"}))
    assert soup.math.text.split() == ["a=b", "(1)"]


def test_code_has_its_words_and_lines_and_no_colours():
    value = full_values_without_media()["code"]
    soup = standalone(("code", value))
    assert soup.find("pre").text.rstrip("\n") == value["code"].rstrip("\n")
    assert not soup.select("pre span, pre a")
    assert soup.find("strong").text == "app one.py"


@pytest.mark.django_db
def test_nothing_of_the_sites_furniture_is_left_in_feeds_or_markdown():
    blocks = [*full_values().items()]
    left = "[tabindex], [role=group], div[class], pre span, figure.code, a.title-link"
    assert not standalone(*blocks).select(left)
    markdown = build_markdown(body_of(*blocks, ("output", {"kind": "table", "text": TABLE})))
    assert "<table>" in markdown
    assert not [sign for sign in ("<div", "tabindex", "aria-") if sign in markdown]


TABLE = "<div><table class='dataframe'><tr><td>1</td></tr></table></div>"


def full_values_without_media():
    code = {"language": "python", "code": "a = 1\n\nprint(a)\n", "file_name": "app one.py"}
    return {"code": code | {"lines": "1,3", "is_numbered": True, "output": "1"}}
