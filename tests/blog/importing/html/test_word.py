"""What Word puts on the clipboard becomes clean Markdown."""

import pytest

from blog.importing.html.convert import markdown_of
from tests.blog.importing.html.clipboards import document, point


def written(body: str) -> str:
    return markdown_of(document(body)).markdown.strip("\n")


def test_a_report_is_clean_markdown():
    body = """<p class=MsoTitle>A report<o:p></o:p></p>
<h2><a name="_Toc1"><span style='mso-list:Ignore'>1.1<span style='font:7.0pt'>&nbsp;&nbsp; </span>
</span></a>Slow<o:p></o:p></h2>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Bold<span
style='mso-spacerun:yes'>  </span></b>and <i>slanted</i>, H<sub>2</sub>O.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoQuote>Of another.<o:p></o:p></p>
<p class=MsoNormal>Known<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/Temp/1.png"/></v:shape>
<![endif]--><![if !vml]><img width=100 height=50 src="file:///C:/Temp/1.png" alt="Curve"
v:shapes="Picture_1"><![endif]></p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">[1]</a> By
all.<o:p></o:p></p></div></div>"""
    assert written(body) == (
        "# A report\n\n## 1.1 Slow\n\n**Bold** and *slanted*, H<sub>2</sub>O.\n\n> Of another.\n\n"
        "Known[^1].\n\n![Curve](file:///C:/Temp/1.png)\n\n[^1]: By all."
    )


@pytest.mark.parametrize(
    ("points", "markdown"),
    [
        ([("·", "a"), ("o", "b", 2), ("§", "c", 3), ("·", "d")], "- a\n  - b\n    - c\n- d"),
        ([("3.", "a"), ("a.", "b", 2), ("4.", "c")], "3. a\n   1. b\n4. c"),
        ([("(iv)", "a"), ("1.2.", "b", 3, "l7")], "1. a\n   2. b"),
        ([("·", "a", 2), ("·", "b", 1)], "- a\n- b"),
        ([("1.", "a"), ("·", "b", 1, "l1")], "1. a\n\n- b"),
        ([("1.", "a"), ("1.", "b", 1, "l0", "lfo2")], "1. a\n\n1) b"),
        ([("·", "a"), ("1.", "b", 2), ("·", "c", 2)], "- a\n\n  1. b\n\n  - c"),
        ([("", "a")], "- a"),
    ],
)
def test_paragraphs_with_bullets_are_lists(points, markdown):
    assert written("".join(point(*each) for each in points)) == markdown


def test_what_a_reviewer_remarked_is_not_pasted():
    body = """<p class=MsoNormal>Text<span class=MsoCommentReference><span><a class=msocomanchor
href="#_msocom_1" name="_msoanchor_1">[A1]</a></span></span>.<o:p></o:p></p>
<div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'>
<p class=MsoCommentText>Not for readers<o:p></o:p></p></div></div>"""
    converted = markdown_of(document(body))
    assert converted.markdown == "Text.\n"
    assert [remark.detail for remark in converted.remarks] == ["Not for readers"]


def test_a_paragraph_parts_two_lists():
    between = "<p class=MsoNormal>x<o:p></o:p></p>\n"
    text = written(point("1.", "a") + between + point("2.", "b"))
    assert text == "1. a\n\nx\n\n2. b"


@pytest.mark.parametrize(
    ("look", "cell"), [("mso-yfti-tbllook:1184", "{}"), ("border:none", "<b>{}<o:p></o:p></b>")]
)
def test_a_table_has_the_head_that_word_shows(look, cell):
    rows = "".join(
        f"<tr><td width=301><p class=MsoNormal>{one}</p></td><td><p>{two}</p></td></tr>"
        for one, two in [(cell.format("Name"), cell.format("Size")), ("a", "1")]
    )
    table = f"<table class=MsoTableGrid border=1 style='{look}'>{rows}</table>"
    assert written(table) == "| Name | Size |\n| --- | --- |\n| a | 1 |"
