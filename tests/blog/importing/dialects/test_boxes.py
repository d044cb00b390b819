"""Boxes in texts whose own program shows none: they are read, and told."""

import pytest

from blog.importing.dialects.boxes import FOREIGN
from tests.blog.importing.dialects.translating import notes, translated

TEXT = """\
??? note "Title"
    in

x

:::{tip}
in
:::

::: warning
in
:::

    !!! note

```
::: note
```
"""


@pytest.mark.parametrize("dialect", ["hugo", "jekyll", "zola"])
def test_a_box_that_the_old_site_showed_as_text_is_told(dialect):
    draft = translated(dialect, TEXT)
    assert draft.text == TEXT
    assert {remark.what for remark in draft.remarks} == {FOREIGN}
    assert notes(draft) == [('??? note "Title"', 1), (":::{tip}", 6), ("::: warning", 10)]


def test_what_a_shortcode_becomes_is_no_foreign_box():
    draft = translated("hugo", "{{< notice tip >}}\nin\n{{< /notice >}}")
    assert draft.text.startswith("::: tip")
    assert draft.remarks == []
