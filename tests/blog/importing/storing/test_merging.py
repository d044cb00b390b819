"""Two sides change a body: nothing of either is lost, and nothing is changed unsaid."""

from itertools import count
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from blog.importing.storing.merging import BOTH_CHANGED, GONE_THERE, REMOVED_HERE, merge

BASE = [f"00000000-0000-0000-0000-{number:012}" for number in range(6)]


def block(name: str, text: str) -> dict:
    return {"id": name, "type": "markdown", "value": text}


def says(blocks: list[dict]) -> list[str]:
    return [each["value"] for each in blocks]


@st.composite
def side(draw, mark: str):
    """Return a side's body: blocks of the base as they are, changed, moved, gone; new between."""
    names = draw(st.permutations(BASE)) if draw(st.booleans()) else list(BASE)
    numbers = count(1)
    body = []
    for name in names:
        for _ in range(draw(st.integers(0, 1))):
            number = next(numbers)
            body.append(block(str(UUID(int=number + (1 << 64 if mark == "a" else 1 << 65))),
                              f"new {mark}{number}"))  # fmt: skip
        fate = draw(st.sampled_from(["as it is", "changed", "gone"]))
        if fate != "gone":
            body.append(block(name, name if fate == "as it is" else f"{mark} of {name}"))
    return body


@given(side("a"), side("b"))
def test_nothing_of_either_side_is_lost(ours, theirs):
    base = [block(name, name) for name in BASE]
    merged = merge(base, ours, theirs)
    said = says(merged.blocks)
    # What a side wrote stands, but for the cell changed there that was removed here, which is told.
    told = {what: [] for what in (BOTH_CHANGED, GONE_THERE, REMOVED_HERE)}
    for what, each in merged.told:
        told[what].append(each["value"])
    written = [each["value"] for each in (*ours, *theirs) if each["value"] not in BASE]
    assert [each for each in written if each not in said] == told[REMOVED_HERE]
    # What one side removed and the other left alone is gone; what both left alone stands once.
    here, there = ({each["id"]: each["value"] for each in body} for body in (ours, theirs))
    for name in BASE:
        is_kept = here.get(name) == name and there.get(name) == name
        assert said.count(name) == int(is_kept)
    assert len({each["id"] for each in merged.blocks}) == len(merged.blocks)


@given(side("a"))
def test_one_side_alone_is_taken_as_it_is(body):
    base = [block(name, name) for name in BASE]
    assert merge(base, body, base).blocks == body
    assert says(merge(base, base, body).blocks) == says(body)
    assert not merge(base, body, body).told


def test_fields_are_merged_one_by_one():
    base = {"id": BASE[0], "type": "output", "value": {"image": {"image": 1, "alt_text": ""}}}
    ours = {**base, "value": {"image": {"image": 1, "alt_text": "A curve."}}}
    theirs = {**base, "value": {"image": {"image": 2, "alt_text": ""}}}
    (merged,) = merge([base], [ours], [theirs]).blocks
    assert merged["value"] == {"image": {"image": 2, "alt_text": "A curve."}}


def test_what_a_form_strips_is_no_change():
    base = {"id": BASE[0], "type": "code", "value": {"code": "x\n", "caption": None}}
    ours = {**base, "value": {"code": "x", "caption": ""}}
    theirs = {**base, "value": {"code": "y\n", "caption": None}}
    merged = merge([base], [ours], [theirs])
    assert merged.blocks[0]["value"]["code"] == "y\n"
    assert not merged.told
