"""Labels, captions and references of every block, written as Markdown and imported again."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from blog.markdown.writing import joined
from blog.rendering.build import build_document
from tests.blog.importing.folders import entry_of
from tests.blog.markdown.rendering import body_of
from tests.factories import ImageFactory

REFERENCES = ("lst:x", "eq:x", "tbl:x", "fig:x", "fig:g")
# What no caption of a table can hold is the label that ends it.
TYPED = "abc 重ä\"'`*_[]()<>#.:|!?\\~^&$=+-"


def without_pictures(caption):
    column = {"type": "text", "heading": "a"}
    return [
        ("markdown", " ".join(f"[@{label}]" for label in REFERENCES[:3])),
        ("code", {"language": "python", "code": "x = 1", "caption": caption, "label": "lst:x",
                  "output": "1"}),
        ("code", {"language": "python", "code": "y = 1", "caption": caption}),
        ("math", {"latex": "x", "label": "eq:x"}),
        ("table", {"columns": [column], "rows": [{"values": ["1"]}],
                   "caption": f"{caption} {{#tbl:x}}"}),
        ("output", {"kind": "text", "text": "1", "caption": caption}),
        ("embed", {"url": "https://vimeo.com/1", "title": "T", "caption": caption}),
        ("callout", {"kind": "tip", "title": caption, "body": "<p>x</p>"}),
    ]  # fmt: skip


def with_pictures(image, caption):
    picture = {"image": image.pk, "alt_text": "A", "decorative": False}
    pictures = [{"image": picture, "caption": ""}, {"image": picture, "caption": caption}]
    return [
        ("markdown", " ".join(f"[@{label}]" for label in REFERENCES[3:])),
        ("figure", {"image": picture, "caption": caption, "label": "fig:x", "is_wide": True}),
        ("figure", {"image": picture, "caption": caption}),
        ("gallery", {"images": pictures, "caption": caption, "label": "fig:g"}),
        ("gallery", {"images": pictures, "caption": "", "label": ""}),
    ]


def again(tmp_path, body):
    """Return the Document of a body after it was written as Markdown and imported."""
    text = joined(*(part.block.to_markdown(part.value) for part in body))
    entry = entry_of(tmp_path, f"---\ntitle: T\n---\n{text}\n")
    blocks = [(block["type"], block["value"]) for block in entry.body]
    return build_document(body_of(*blocks), language="en")


def labels(document):
    return [(each.kind, each.number, each.label) for each in document.numbered if each.label]


def check(tmp_path, blocks, caption):
    before = build_document(body_of(*blocks), language="en")
    after = again(tmp_path, body_of(*blocks))
    assert labels(before) == labels(after)
    assert labels(before)
    assert after.problems == ()
    count = blocks[0][1].count("[@")
    assert after.html.count('class="reference"') == count
    assert after.text.count(caption) == before.text.count(caption)


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(TYPED, max_size=20))
@example(words="[^:]")
@example(words=r"\[\]")
def test_labels_captions_and_references_survive(tmp_path, words):
    caption = " ".join(f"Loss {words} end".split())
    check(tmp_path, without_pictures(caption), caption)


@pytest.mark.django_db
@pytest.mark.parametrize("caption", ["Loss", 'Of "x" & `y`', "a [b] *c* \\ $d$ | {e}", "重点：x"])
def test_so_they_do_of_figures_and_galleries(tmp_path, caption):
    check(tmp_path, with_pictures(ImageFactory(), caption), caption)
