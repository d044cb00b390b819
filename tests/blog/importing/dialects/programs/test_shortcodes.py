"""Hugo's, Zola's and Quarto's shortcodes: what becomes of each, and what is told with its line."""

import pytest

from blog.importing.entry import Subject
from tests.blog.importing.dialects.translating import notes, translated
from tests.blog.importing.folders import write_file

VIDEO = "<https://www.youtube.com/watch?v=abcdefghijk>"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('{{< figure src="a b.png" title="T" caption="C" alt="A]" >}}', '![A\\]](a%20b.png "T C")'),
        ('{{<figure src="a.png" caption="say \\"so\\"">}}', '![say "so"](a.png "say \\"so\\"")'),
        ('{{< figure\n  src="a.png"\n  caption="see [it](b.md)"\n>}}',
         '![see it](a.png "see it (b.md)")'),
        ('{{< figure src="a.png" alt="A" caption="*C*" link="https://b.example/c d" >}}',
         '[![A](a.png)](https://b.example/c%20d)<br>*C*'),
        ('{{< figure src="a.png" attr="By Ada" attrlink="https://b.example/" >}}',
         '![By Ada (https://b.example/)](a.png "By Ada (https://b.example/)")'),
        ("- one\n  {{< figure src=a.png >}}", "- one\n  \n  ![](a.png)"),
        ("- {{< figure src=a.png >}}", "- ![](a.png)"),
        ("[^long-one]: {{< figure src=a.png >}}\n\ny", "[^long-one]: ![](a.png)\n\ny"),
        ("[^1]: x {{< figure src=a.png >}}", "[^1]: x\n\n    ![](a.png)"),
        (": {{< figure src=a.png >}}", ": ![](a.png)"),
        ("> {{< youtube abcdefghijk >}}\n> more", f"> {VIDEO}\n>\n> more"),
        ("x\n{{< youtube id=abcdefghijk >}}\ny", f"x\n\n{VIDEO}\n\ny"),
        ('{{< vimeo 123 >}}', "<https://vimeo.com/123>"),
        ("{{< video a.mp4 >}}", "[a.mp4](a.mp4)"),
        ('{{< video src="a.mp4" title="T" poster="p.png" >}}', "[![T](p.png)](a.mp4)"),
        ("| a | {{< figure src=a.png >}} |", "| a | ![](a.png) |"),
        ("[a]({{< ref \"/b.md#c\" >}}) [d]({{< relref \"e\" >}})", "[a](/b.md#c) [d](/e)"),
        ("{{< gist ada 12 >}}", "[gist ada/12](https://gist.github.com/ada/12)"),
        ("{{< highlight go >}}\nx ``` y\n{{< /highlight >}}", "````go\nx ``` y\n````"),
        ('{{< highlight go "linenos=table,hl_lines=2 4-5" >}}\nx\n{{< /highlight >}}',
         '```go {linenos="table" hl_lines="2 4-5"}\nx\n```'),
        ("a {{< highlight go >}}x := `y`{{< /highlight >}} b", "a `` x := `y` `` b"),
        ('{{% notice tip "My words" %}}\nin\n{{% /notice %}}', "::: tip [My words]\nin\n:::"),
        ("a {{< warning >}}in{{< /warning >}} b", "a \n::: warning\nin\n:::\nb"),
        ('{{< callout type="info" text="in" />}}', "::: info\nin\n:::"),
        ("{{< details \"S\" >}}\nin\n{{< /details >}}\nafter",
         "<details>\n<summary>S</summary>\n\nin\n\n</details>\n\nafter"),
        ("{{< mermaid >}}\na --> b\n{{< /mermaid >}}", "```mermaid\na --> b\n```"),
        ("{{< katex >}}a_1{{< /katex >}}", "$a_1$"),
        ("{{< math >}}\na\n{{< /math >}}", "$$\na\n$$"),
        ("{{< raw >}}{{< x >}}{{< /raw >}}", "{{< x >}}"),
        ("{{</* figure src=x */>}}", "{{< figure src=x >}}"),
        ("`{{< figure src=x >}}` and ```\n{{< x >}}\n```", None),
        ("```\n{{< figure src=x >}}\n```", None),
        ("text\n\n    {{< figure src=x >}}", None),
        ("<pre>{{< figure src=x >}}</pre>", None),
        ("~~~\n```\n{{< x >}}\n~~~", None),
    ],
)  # fmt: skip
def test_what_hugos_shortcodes_become(text, markdown):
    draft = translated("hugo", text)
    assert [line.rstrip() for line in draft.text.split("\n")] == [
        line.rstrip() for line in (markdown or text).split("\n")
    ] or (markdown is None and draft.text == text)
    if markdown is not None:
        assert draft.remarks == []


def test_what_is_not_known_stays_and_is_told_with_its_line():
    draft = translated(
        "hugo", 'one\n\n{{< odd a="b" >}}\nin\n{{< /odd >}}\n\n{{< note\n\n{{% x %}}'
    )
    assert draft.text == 'one\n\n{{< odd a="b" >}}\nin\n{{< /odd >}}\n\n{{< note\n\n{{% x %}}'
    assert notes(draft) == [('{{< odd a="b" >}}', 3), ("{{% x %}}", 9), ("{{< note {{% x %}}", 7)]
    assert {remark.subject for remark in draft.remarks} == {Subject.MARKUP}


def test_an_option_without_effect_is_told():
    draft = translated("hugo", "x\n\n{{< figure src=a.png width=300 class=big >}}")
    assert notes(draft) == [("figure width=300", 3), ("figure class=big", 3)]
    assert {remark.subject for remark in draft.remarks} == {Subject.LEFT_OUT}


def test_lines_keep_their_numbers():
    draft = translated("hugo", "a\n{{< youtube abcdefghijk >}}\nb\n{{< odd >}}\nc")
    lines = dict(zip(draft.text.split("\n"), draft.origins, strict=True))
    assert (lines["a"], lines[VIDEO], lines["b"], lines["c"]) == (1, 2, 3, 5)
    assert notes(draft) == [("{{< odd >}}", 4)]


def test_a_file_to_include_is_put_in(tmp_path):
    write_file(tmp_path, "posts/part.md", "---\ntitle: T\n---\nits *words*\n")
    write_file(tmp_path, "secret.md", "no")
    draft = translated("quarto", "a\n\n{{< include part.md >}}\n\nb", tmp_path)
    assert draft.text == "a\n\nits *words*\n\nb"
    outside = translated("quarto", "{{< include ../secret.md >}}", tmp_path / "posts")
    assert outside.text == "{{< include ../secret.md >}}"
    assert len(outside.remarks) == 1


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ('{{ youtube(id="abcdefghijk") }}', VIDEO),
        ("[a](@/posts/b.md#c) and [d][e]\n\n[e]: @/f.md",
         "[a](/posts/b.md#c) and [d][e]\n\n[e]: /f.md"),
        ('{% tip(title="T") %}\nin\n{% end %}', "::: tip [T]\nin\n:::"),
        ("`[a](@/b.md)` {{/* x() */}}", "`[a](@/b.md)` {{ x() }}"),
    ],
)  # fmt: skip
def test_what_zolas_shortcodes_become(text, markdown):
    draft = translated("zola", text)
    assert draft.text == markdown
    assert draft.remarks == []


def test_what_zola_alone_knows_is_told():
    draft = translated("zola", "{% odd(a=1) %}\nin\n{% end %}\n{{ more(b=2) }}")
    assert notes(draft) == [("{% odd(a=1) %}", 1), ("{{ more(b=2) }}", 4)]


def test_what_is_included_is_bounded(tmp_path):
    write_file(tmp_path, "posts/part.md", "word " * 40_000)
    draft = translated("hugo", "{{< include part.md >}}\n" * 500, tmp_path)
    assert len(draft.text) < 2_000_000
    assert len(draft.remarks) > 400
