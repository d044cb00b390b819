"""Tables and listings of foreign HTML keep their cells and their lines."""

import pytest

from blog.document.manuscript import Manuscript
from blog.markdown.to_html import render_markdown
from tests.blog.importing.html.converting import markdown


def test_a_table_of_markdown_has_its_bars_escaped():
    html = "<table><tr><th>A<th align=right>B|C<tr><td><code>a|b</code><td>x<br>y</table>"
    assert markdown(html) == "| A | B\\|C |\n| --- | --: |\n| `a\\|b` | x<br>y |"


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>a<td>b<tr><td>c<td>d",
        "<tr><th>a<th>b<tr><td colspan=2>c",
        "<tr><th>a<th>b<tr><td><ul><li>c</ul><td>d",
        "<tr><th>a<th>b<tr><th>c<td>d",
    ],
)
def test_a_table_that_markdown_cannot_hold_stays_html(table):
    written = markdown(f"<table>{table}</table>")
    assert written.startswith("<table><tbody><tr>")
    assert "\n\n" not in written


def test_a_blank_line_of_code_ends_no_table():
    written = markdown("<table><tr><td><pre>a\n\nb</pre><td>c</table>")
    html = render_markdown(written, Manuscript())
    assert "<pre>a\n\nb</pre>" in html


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-python">{}</code></pre>',
        '<pre class="brush: python; gutter: false">{}</pre>',
        '<pre class="wp-block-code"><code lang="python" class="language-python">{}</code></pre>',
        '<pre class="hljs python"><code>{}</code></pre>',
        '<div class="highlight highlight-source-python"><pre>{}</pre></div>',
        '<div class="sourceCode"><pre class="sourceCode python"><code>{}</code></pre></div>',
        '<pre class="EnlighterJSRAW" data-enlighter-language="python">{}</pre>',
        '<pre class="lang:python decode:true">{}</pre>',
        '<table class="rouge-table"><tr><td class="rouge-gutter"><pre>1\n2</pre><td class="code">'
        '<pre class="language-python">{}</pre></table>',
        '<figure class="highlight python"><table><tr><td class="gutter"><pre>1<br>2</pre>'
        '<td class="code"><pre>{}</pre></table></figure>',
    ],
)
def test_a_listing_keeps_its_code_and_its_language(html):
    assert markdown(html.format("if a &lt; b:\n\n    c")) == "```python\nif a < b:\n\n    c\n```"


def test_lines_of_code_in_elements_of_their_own_stay_lines():
    html = "<pre><code><div>a</div><div>b</div></code></pre><pre>x<br>y</pre>"
    assert markdown(html) == "```\na\nb\n```\n\n```\nx\ny\n```"
