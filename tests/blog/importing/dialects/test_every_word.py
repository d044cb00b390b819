"""Every word outside of code that goes in comes out, or a remark or a problem names it."""

import os
import re

import pytest
from django.utils.html import strip_tags
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.importing.dialects.translator import Translator
from blog.importing.folder import Folder
from blog.importing.markdown.reader import read_entry
from tests.blog.importing.folders import write_file
from tests.blog.markdown.rendering import build

# W stands for a word that no other place has.
COMMON = [
    "W W", "# W", "- W", "  - W", "> W", "**W", "`W", "```\nW\n```", "    W",
    "| W | W |\n|---|---|", "| W | W |", "<b>", "</details>", "[W](b.md)", "![W](x.png)",
    "<!-- W -->", "$W$", "W ^W", "\\\\(W\\\\)", "> [!tip]- W", "> [!W] W", ":::", "::: W",
    "\\(W W\\)", "W\n---", "1. W", "\\",
]  # fmt: skip
SHORTCODES = [
    '{{< figure src="W" caption="W" alt="W" class="W" >}}', "{{< youtube W >}}", "{{< W W=W >}}",
    "{{< /W >}}", '{{% notice W "W" %}}', "{{% /notice %}}", "{{< details W >}}",
    "{{< /details >}}", "{{< highlight go >}}", "{{< /highlight >}}", '[W]({{< ref "W" >}})',
    "{{< gist W W W >}}", "{{< note >}}W{{< /note >}}", "{{</* W */>}}", "{{< W", "{{< tab W >}}",
    "{{< /tab >}}", '{{< tweet user="W" id="W" >}}', "{{< include W >}}",
    "{{< comment >}}W{{< /comment >}}", "{{< raw >}}W{{< /raw >}}",
    "{{< katex >}}W{{< /katex >}}", "{{< video W >}}", "{{< tip W W >}}",
    '{{< tabs items="W,W" >}}', "{{< /tabs >}}", '{{< tab name="W" W=W >}}', '{{< tab lang=W >}}',
]  # fmt: skip
LIQUID = [
    "{% highlight go %}", "{% endhighlight %}", "{% raw %}", "{% endraw %}", "{{ W }}",
    "{% W W %}", '{{ "W" | relative_url }}', "{{ site.baseurl }}",
    '{% include figure.html src="W" caption="W" %}', "{% include W.html W=W %}",
    "[W]({% post_url W %})", "{% gist W W %}", '{% img W /W.png "W" %}',
    "{% comment %}W{% endcomment %}", "{: .note}", "{: .W}", "{: #W}", "{: .note-title}",
    "{:toc}", "{% note W %}", "{% endnote %}", "$$W$$", "W $$W$$ W", "{% W", "{% youtube W %}",
    "{% codeblock W lang:go %}\nx", "{% endcodeblock %}", "{% link W %}", "{% details W %}",
    "| W | W |\n| W | W |", "|---+---|\n| W |\n|===|\n| W", "W | W",
]  # fmt: skip
ZOLA = [
    '{{ youtube(id="W") }}', "{{ W(W=W) }}", "{% W(W=W) %}", "{% end %}", '{% tip(title="W") %}',
    "[W](@/W.md)", "{{/* W */}}", '{{ figure(src="W", caption="W") }}', "{{ W }}", "{% end",
]  # fmt: skip
QUARTO = [
    "@fig-W", "[@tbl-W]", "[W @eq-W]", "![W](W.png){#fig-W W=W}", "::: {#fig-W}", "::: {.W W=W}",
    "::: {.callout-tip title=W}", "```{=html}", "```{W}\n#| W: W\nW", '![W](W.png){fig-alt="W"}',
    "::: {#tbl-W}", "![](W.png)", "{{< video W >}}", "{{< W >}}", "````", "[W]{.W}", "::::",
]  # fmt: skip
OBSIDIAN = [
    "[[W]]", "[[W|W]]", "[[W#W]]", "[[#W]]", "![[W.png|W]]", "![[W]]", "==W==", "==W", "%%W%%",
    "%%", "^W1", "W ^W1", "[[W#^W]]", "![[W.png|300]]", "[[W", "| [[W\\|W]] |",
]  # fmt: skip
MDX = ["<Tabs W=W>", "</Tabs>", '<TabItem label="W">', "</TabItem>", "```W\nW\n```"]
OWN = {
    "hugo": SHORTCODES,
    "zola": [*ZOLA, *SHORTCODES[:3]],
    "jekyll": LIQUID,
    "quarto": [*QUARTO, *SHORTCODES[:5]],
    "obsidian": OBSIDIAN,
    "plain": [*SHORTCODES, *LIQUID, *OBSIDIAN, *MDX],
}


def texts(dialect):
    parts = st.sampled_from(COMMON + OWN[dialect] * 2)
    gaps = st.sampled_from(["\n", "\n\n", " "])
    pairs = st.lists(st.tuples(parts, gaps), min_size=1, max_size=14)
    return pairs.map(lambda pairs: _numbered("".join(map(_with_gap, pairs))))


def _with_gap(pair):
    """What stands behind a fence's backticks would be code's, too."""
    part, gap = pair
    return f"{part}\n" if part.startswith("`") else part + gap


def _numbered(text):
    """Give each W a word of its own."""
    count = iter(range(10_000))
    return re.sub(r"\bW(?![a-z])", lambda _: f"qw{next(count)}z", text)


@pytest.mark.parametrize("dialect", OWN)
def test_every_word_comes_out_or_is_named(dialect, tmp_path):
    write_file(tmp_path, "b.md", "# B")
    folder = Folder(tmp_path)
    translator = Translator(folder, dialect)

    @settings(
        max_examples=int(os.environ.get("TEXTS", "20")),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(text=texts(dialect))
    def keeps_words(text):
        write_file(tmp_path, "a.md", f"---\ntitle: T\n---\n{text}")
        entry = read_entry(folder, "a.md", translator=translator)
        document = build(
            *((block["type"], block["value"]) for block in entry.body if block["type"] != "figure")
        )
        figures = [str(block["value"]) for block in entry.body if block["type"] == "figure"]
        named = [remark.detail + remark.what for remark in entry.remarks]
        named += [f"{problem.detail}" for problem in document.problems]
        # A formula has each letter in an element of its own.
        came_out = " ".join([document.html, strip_tags(document.html), *figures, *named])
        lost = [word for word in re.findall(r"qw\d+z", text) if word not in came_out]
        assert lost == [], (lost, text)

    keeps_words()
