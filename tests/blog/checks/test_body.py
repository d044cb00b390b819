"""Seeded faults: each is found, and gone once mended; what only looks like one is none."""

import time

import pytest
from wagtail import blocks
from wagtail.images import get_image_model

from blog.checks.body import findings_of
from blog.importing.folder import Folder
from blog.importing.markdown.reader import markdown_sources
from home.starter.blocks import every_block_source
from home.starter.site import STARTER
from tests.blog.checks.bodies import body_of, code
from tests.blog.checks.faults import FINE, SEEDED

pytestmark = pytest.mark.django_db


def kinds(*blocks):
    return [(finding.kind, finding.block_id) for finding in findings_of(body_of(*blocks))]


def test_there_are_enough():
    assert len(SEEDED) >= 80


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [(kind, bad, good) for kind, _name, bad, good in SEEDED],
    ids=[name for _kind, name, _bad, _good in SEEDED],
)
def test_a_seeded_fault_is_found_and_gone_when_mended(kind, bad, good):
    assert kinds(("markdown", "Before."), bad) == [(kind, "b2")]
    assert kinds(("markdown", "Before."), good) == []


@pytest.mark.parametrize("name", FINE)
def test_what_is_meant_so_is_no_alarm(name):
    assert [
        (finding.kind, finding.detail, finding.message)
        for finding in findings_of(body_of(FINE[name]))
    ] == []


def test_the_line_is_that_of_the_block():
    text = "One.\n\n```python\nx = 1\ny = = 2\n```\n\nTODO: more\n\n## A\n\n#### B"
    found = {finding.kind: finding.line for finding in findings_of(body_of(("markdown", text)))}
    assert found == {"syntax": 5, "leftover": 8, "level": 12}


def test_a_heading_skips_a_level_across_blocks():
    heading = ("heading", {"text": "Deep", "level": "4"})
    assert kinds(("markdown", "## A"), heading) == [("level", "b2")]
    assert kinds(("markdown", "### A"), heading) == []


def test_a_block_that_the_checks_do_not_know_is_read_field_by_field():
    entry = blocks.StructBlock(
        [
            ("term", blocks.CharBlock()),
            ("label", blocks.CharBlock()),
            ("meaning", blocks.RichTextBlock()),
            ("example", blocks.TextBlock()),
        ]
    )
    new = blocks.StructBlock([("title", blocks.CharBlock()), ("entries", blocks.ListBlock(entry))])
    held = {name: f"TODO: {name}" for name in entry.child_blocks}
    value = {"title": "TODO: title", "entries": [held | {"meaning": "<p>TODO: meaning</p>"}]}
    body = blocks.StreamBlock([("new", new)]).to_python([{"type": "new", "value": value}])
    found = [(finding.kind, finding.detail) for finding in findings_of(body)]
    assert found == [("leftover", f"TODO: {name}") for name in ("title", "term", "meaning")]


@pytest.mark.parametrize(
    ("size", "kind"), [((319, 400), "small"), ((320, 200), None), ((6001, 600), "large")]
)
def test_a_picture_of_the_library_has_a_fit_size(size, kind):
    width, height = size
    image = get_image_model().objects.create(
        title="Loss", file="original_images/loss.png", width=width, height=height, file_size=9
    )
    blocks = [
        ("markdown", f"![Loss falls](image:{image.pk})"),
        ("figure", {"image": {"image": image.pk, "alt_text": "Loss", "decorative": False}}),
        ("figure", {"image": {"image": image.pk, "alt_text": "", "decorative": True}}),
        ("figure", {"image": {"image": image.pk, "alt_text": "", "decorative": False}}),
    ]
    sizes = [(kind, f"b{number}") for number in range(1, 5)] if kind else []
    assert sorted(kinds(*blocks)) == sorted([*sizes, ("alt_name", "b2"), ("alt", "b4")])


@pytest.mark.parametrize(
    ("language", "text"),
    [("python", "(" * 40_000), ("python", "-" * 40_000 + "1"), ("python", "x = " + "1+" * 20_000),
     ("python", "not " * 450 + "x"), ("python", "lambda: " * 240 + "x"), ("python", "\0"),
     ("python", "\n".join(" " * n + "if x:" for n in range(200))), ("json", "[" * 100_000),
     ("yaml", "[" * 9_000), ("yaml", "&a [" * 2_000), ("toml", "a = " + "[" * 40_000),
     ("python", "<a " * 9_000), ("python", "x = f'{" * 200), ("bash", "pip install " * 4_000),
     ("text", "TODO " * 20_000), ("python", "`" * 30_000), ("yaml", "- " * 2_000),
     ("python", "\n" * 60_000 + "x")],
)  # fmt: skip
def test_hostile_listings_are_read_in_bounds(language, text):
    start = time.process_time()
    findings_of(body_of(code(language, text)))
    assert time.process_time() - start < 3


PICTURED = {"diagram", "figure", "gallery", "interactive", "output", "download", "video"}


def test_the_starter_site_has_next_to_no_alarm():
    sources = [*markdown_sources(Folder(STARTER / "posts")), every_block_source(STARTER)]
    bodies = [
        body_of(*[(b["type"], b["value"]) for b in source.read().body if b["type"] not in PICTURED])
        for source in sources
    ]
    found = [(finding.kind, finding.detail) for body in bodies for finding in findings_of(body)]
    assert len(sources) > 8
    assert len(found) <= 2, found
