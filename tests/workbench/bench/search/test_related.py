from datetime import UTC, datetime

import pytest

from tests.workbench.bench.search.related import (
    linked_keys,
    share,
    take_out_links,
    tf_idf,
)
from tests.workbench.bench.search.texts import Text

LINKING = """---
title: First
related:
  title: Next
  links:
    - guides/second
---
See [the **second** one](../docs/guides/02-second.md#part), [a site](https://example.org/),
![a picture](third.md), [itself](first.md) and [nothing](gone.md).

```
[in code](guides/second)
```
"""


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "posts"
    for path, text in {"first.md": LINKING, "guides/02-second.md": "Two.", "third.md": "3"}.items():
        (source / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (source / "docs" / path).write_text(text)
    return source


def test_links_between_posts_are_taken_out_words_and_all(folder, tmp_path):
    links = take_out_links(folder, tmp_path / "unlinked")
    assert links["docs/first.md"] == {"docs/guides/02-second.md"}
    text = (tmp_path / "unlinked" / "docs" / "first.md").read_text()
    assert text.startswith("---\ntitle: First\n---\nSee , [a site](https://example.org/),\n")
    assert "![a picture](third.md),  and [nothing](gone.md)" in text
    assert "[in code](guides/second)" in text


def test_a_link_counts_at_both_ends():
    texts = [made(1, "a"), made(2, "b"), made(3, "c")]
    links = {"1.md": {"2.md"}, "3.md": {"missing.md"}}
    assert linked_keys(texts, links) == {1: {2}, 2: {1}}


def test_the_share_is_of_posts_with_a_linked_one_among_five():
    texts = [made(1, ""), made(2, "")]
    suggested = {1: [7, 8, 9, 10, 2], 2: [7, 8, 9, 10, 11, 1]}
    assert share(texts, {1: {2}, 2: {1}}, lambda text: suggested[text.key]) == 0.5


def test_posts_with_rare_words_in_common_are_the_nearest():
    fillers = [made(number, f"filler{number} filler{number + 1}") for number in range(3, 20)]
    texts = [made(1, "trigram speller"), made(2, "trigram speller index"), *fillers]
    assert tf_idf(texts)(texts[0])[0] == 2


def made(key, prose):
    date = datetime(2024, 1, 1, tzinfo=UTC)
    return Text(key, f"{key}.md", "", "", "", "", prose, "", "", date)
