"""Texts of tags made to keep an import busy: translated in linear time, in every dialect."""

import time

import pytest

from blog.importing.dialects.guess import NAMES
from tests.blog.importing.dialects.translating import translated

COUNT = 3_000
BOMBS = {
    "openings": "{{<" * 30_000,
    "openings of expressions": "{{ " * 30_000,
    "unclosed": "{{< note >}}\n" * COUNT,
    "unclosed code": "{{< highlight go >}}\n{% highlight go %}\n" * COUNT,
    "nested": "{{< note >}}\n" * COUNT + "{{< /note >}}\n" * COUNT,
    "closings": "{{< /note >}}{% endnote %}{% end %}\n" * COUNT,
    "nothing in quotes": '{{< a "' * COUNT,
    "arguments": "{{< figure " + 'a="b" ' * 400 + ">}}",
    "figures in a line": "{{< figure src=a >}} " * COUNT,
    "quotes in a tab": '{{< tabs "' + '\\"' * COUNT + " >}}\n",
    "links": "[[" * COUNT + "![[" * COUNT + "[a](@/" * COUNT,
    "marks": "==a " * COUNT + "%% " * (COUNT + 1),
    "runs of backticks": " ".join("`" * length for length in range(1, 300)),
    "fences": "\n".join("`" * length for length in range(3, 300)) + "\n~~~" * COUNT,
    "elements": "<pre>" * COUNT + "<!--" * COUNT + "<div><iframe src=x>" * COUNT,
    "divisions": "::: {#fig-a .b}\n" * COUNT + ":::\n" * COUNT,
    "raw HTML": "```{=html}\n" * COUNT,
    "attribute lists": "a\n{: .note}\n* TOC\n{:toc}\n" * COUNT,
    "callouts": "> [!a] b\n" * COUNT + "> " * COUNT,
    "pictures": "![a" * COUNT + "\n" + "![a](b" * COUNT,
    "formulas": "\\\\(" * COUNT + "\\\\[ a" * COUNT + "$$a" * (COUNT + 1),
    "tabs": "<Tabs>\n<TabItem a>\n" * COUNT + "{{< tabs >}}\n{{< tab a >}}\n```\n" * COUNT,
    "tabs that end": "<Tabs>\n<TabItem a>\n```\n```\n</TabItem>\n</Tabs>\n" * COUNT,
    "lists": "- " * COUNT + "\n" + "    x\n" * COUNT,
}
# A hundred times what any of them takes; a quadratic one takes minutes.
CPU_SECONDS = 20


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_takes_long(name):
    started = time.process_time()
    for dialect in NAMES:
        draft = translated(dialect, BOMBS[name])
        assert len(draft.remarks) <= 2 * COUNT
        assert time.process_time() - started < CPU_SECONDS
