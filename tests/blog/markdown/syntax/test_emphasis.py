"""Emphasis between the words of every script, and strikes."""

import pytest

from tests.blog.markdown.rendering import render_markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重点：**模型", "<strong>重点：</strong>模型"),
        ("これは**「強調」**です。", "これは<strong>「強調」</strong>です。"),
        ("**该星号不会被识别。**这是", "<strong>该星号不会被识别。</strong>这是"),
        ("패키지를 **`npm`**를", "<strong><code>npm</code></strong>를"),
        ("**“引号”**后", "<strong>“引号”</strong>后"),
        ("**a(b)**请", "<strong>a(b)</strong>请"),
        ("*注意，*然后", "<em>注意，</em>然后"),
        ("~~旧的。~~新的", "<s>旧的。</s>新的"),
        ("禰󠄀**(ね)**", "禰󠄀<strong>(ね)</strong>"),
        ("**ハイ\u3099！**は", "<strong>ハイ\u3099！</strong>は"),
        # All else is as CommonMark has it.
        ("**“quoted”**after", "**“quoted”**after"),
        ("**wow😀!**after", "**wow😀!**after"),
        ("foo_bar_baz and _x_", "foo_bar_baz and <em>x</em>"),
        ("中_文_字", "中_文_字"),
    ],
)
def test_marks_open_and_close_between_cjk_words(source, html):
    assert html in render_markdown(source)


@pytest.mark.parametrize(
    "source",
    ["It took 3~5 days, and 10~20 hours", "~x~", "a ~b~ c", "3～5 と 10～20", "~~~x~~~ ~y~~"],
)
def test_one_tilde_is_text(source):
    assert f"<p>so {source}</p>" in render_markdown(f"so {source}")


def test_two_tildes_strike():
    assert "<s>a ~ b</s>" in render_markdown("~~a ~ b~~")
