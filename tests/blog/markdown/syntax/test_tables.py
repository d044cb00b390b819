"""Tables whose head says nothing."""

from tests.blog.markdown.rendering import render_markdown


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
