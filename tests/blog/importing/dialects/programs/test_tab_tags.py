"""Tabs of Hugo's themes and of Docusaurus."""

import pytest

from tests.blog.importing.dialects.translating import notes, translated

DOCUSAURUS = """import Tabs from '@theme/Tabs';
import TabItem from "@theme/TabItem";

<Tabs groupId="tool">
  <TabItem value="pip" label="With pip" default>

  ```sh
  pip install x
  ```

  </TabItem>
  <TabItem value="uv">

    ```sh
    uv add x
    ```

  </TabItem>
</Tabs>

end"""


def _fences(text):
    return [line.strip() for line in text.split("\n") if "tabs=" in line]


def test_docusaurus_tabs_of_one_listing_each_are_ours():
    draft = translated("plain", DOCUSAURUS)
    assert draft.text == (
        '\n\n\n\n\n\n```sh title="With pip" tabs="tabs-4"\npip install x\n```\n\n\n\n\n'
        '```sh title="uv" tabs="tabs-4"\nuv add x\n```\n\n\n\n\nend'
    )
    assert notes(draft) == [("tabs groupid=tool", 4)]


def test_other_tabs_of_docusaurus_are_shown_below_each_other():
    text = '<Tabs>\n<TabItem value="a" label="A">\n\none\n\n</TabItem>\n</Tabs>'
    draft = translated("plain", text)
    assert draft.text == "\n**A**\n\none\n\n\n"
    assert notes(draft) == [("A", 2)]


@pytest.mark.parametrize(
    ("text", "fences"),
    [
        (
            '{{< tabs >}}\n{{% tab name="A" %}}\n```py\nx\n```\n{{% /tab %}}\n'
            '{{< tab "B c" >}}\n\n~~~\ny\n~~~\n{{< /tab >}}\n{{< /tabs >}}',
            ['```py title="A" tabs="tabs-1"', '~~~ title="B c" tabs="tabs-1"'],
        ),
        (
            '{{< tabs items="A,B" >}}\n{{< tab >}}\n```\nx\n```\n{{< /tab >}}\n'
            "{{< tab >}}\n```\ny\n```\n{{< /tab >}}\n{{< /tabs >}}",
            ['``` title="A" tabs="tabs-1"', '``` title="B" tabs="tabs-1"'],
        ),
        (
            '{{< tabpane lang="sh" >}}\n{{< tab header="A" >}}\nx ```\n{{< /tab >}}\n'
            '{{< tab header="B" lang="py" >}}\ny\n{{< /tab >}}\n{{< /tabpane >}}',
            ['````sh title="A" tabs="tabs-1"', '```py title="B" tabs="tabs-1"'],
        ),
    ],
)
def test_hugos_tabs_of_one_listing_each_are_ours(text, fences):
    draft = translated("hugo", text)
    assert _fences(draft.text) == fences
    assert "{{" not in draft.text
    assert draft.remarks == []


@pytest.mark.parametrize(
    "text",
    [
        '{{< tabs >}}\n{{< tab "A" >}}\nwords\n{{< /tab >}}\n{{< /tabs >}}',
        '{{< tabs >}}\n{{< tab "A" >}}\n```\nx\n```\n{{< /tab >}}\n{{< /tabs >}}',
        '{{< tabs >}}\nwords\n{{< tab "A" >}}\n```\nx\n```\n{{< /tab >}}\n{{< /tabs >}}',
    ],
)
def test_other_tabs_of_hugo_keep_their_names_above(text):
    draft = translated("hugo", text)
    assert "**A**" in draft.text
    assert "tabs=" not in draft.text


@pytest.mark.parametrize(
    "text",
    [
        "```jsx\n" + DOCUSAURUS.partition("\n\n")[2].replace("```", "") + "\n```",
        '<Tabs>\n<TabItem value="a">\n\nthat nothing ends',
    ],
)
def test_what_is_code_or_has_no_end_stays(text):
    assert translated("plain", text).text == text


def test_tabs_in_an_item_of_a_list_stay_in_it():
    tabs = '    <Tabs>\n    <TabItem label="A">\n\n    one\n\n    </TabItem>\n    </Tabs>\n'
    text = f"1.  First:\n\n{tabs}\n    Still first.\n\n2.  Second"
    lines = translated("plain", text).text.split("\n")
    assert lines == [
        "1.  First:", "", "", "    **A**", "", "    one", "", "", "", "", "    Still first.", "",
        "2.  Second",
    ]  # fmt: skip


def test_an_import_that_is_shown_as_code_stays():
    shown = f"```mdx\n{DOCUSAURUS.replace('```', '~~~')}\n```\n"
    assert translated("plain", shown).text == shown
