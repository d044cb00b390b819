"""A small form of the comparison's bench: every block, each edit of three, every pair."""

import json
import random

from tests.blog.blocks.values import full_values
from tests.factories import BlogPostPageFactory
from tests.workbench.bench.review.comparison import Tally, compare_all_pairs, seconds_of_long_pair
from tests.workbench.bench.review.edits import EDITS, edited


def test_every_edit_changes_a_body_and_leaves_the_old_one_alone():
    body = [
        {"type": "quote", "value": {"text": f"A sentence to quote, {n}."}, "id": str(n)}
        for n in range(5)
    ]
    kept = json.dumps(body)
    for change in EDITS:
        after = json.loads(kept)
        while json.dumps(after) == kept:
            change(after, random.Random())
    assert edited(body, random.Random(1)) != body
    assert edited([], random.Random(1))
    assert json.dumps(body) == kept


def test_all_pairs_of_revisions_are_compared(blog):
    tally = Tally()
    post = BlogPostPageFactory(parent=blog, body=list(full_values().items()))
    post.save_revision().publish()
    compare_all_pairs(post, tally)
    assert not tally.errors
    assert len(tally.seconds) == 12
    assert seconds_of_long_pair([post]) < 60


def test_what_fails_is_counted_and_told(post, monkeypatch):
    post.save_revision()
    monkeypatch.setattr("blog.comparison.field.compare_bodies", lambda old, new: 1 / 0)
    tally = Tally()
    compare_all_pairs(post, tally)
    assert len(tally.errors) == 12
    assert "ZeroDivisionError" in tally.errors[0]
