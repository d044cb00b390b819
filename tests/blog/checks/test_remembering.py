"""A block that has not changed is not checked again; whatever its findings depend on is."""

from hashlib import sha256

import pytest
from django.utils import translation
from wagtail.images import get_image_model

from blog.checks import body as checks
from blog.checks import secrets
from blog.checks.body import findings_of
from blog.document.recent import Recent
from tests.blog.checks.bodies import body_of, code
from tests.blog.checks.secret_samples import SAMPLES

pytestmark = pytest.mark.django_db

WIDE = code("bash", "ls " + "-la " * 30)
KEY = SAMPLES["github classic"]


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch):
    for module in (checks, secrets):
        monkeypatch.setattr(module, "_recent", Recent(50))


@pytest.fixture
def read(monkeypatch):
    """The ids of the blocks that are taken apart, and the texts that are read for secrets."""
    blocks, texts = [], []
    parts_of_block, secrets_in_text = checks.parts_of_block, secrets.secrets_in_text

    def take_apart(block, value, block_id):
        blocks.append(block_id)
        return parts_of_block(block, value, block_id)

    def read_for_secrets(text, **kwargs):
        texts.append(text)
        return secrets_in_text(text, **kwargs)

    monkeypatch.setattr(checks, "parts_of_block", take_apart)
    monkeypatch.setattr(secrets, "secrets_in_text", read_for_secrets)
    return blocks, texts


def found(*blocks):
    return [(each.kind, each.detail, each.block_id) for each in findings_of(body_of(*blocks))]


def test_only_the_block_that_changed_is_read_again(read):
    blocks, texts = read
    first, second = ("markdown", "TODO: one"), ("markdown", f"{KEY}")
    assert [kind for kind, *_ in found(first, second)] == ["secret", "leftover"]
    assert (blocks, texts) == (["b1", "b2"], ["TODO: one", KEY])
    blocks.clear()
    texts.clear()
    assert [kind for kind, *_ in found(("markdown", "One."), second)] == ["secret"]
    assert (blocks, texts) == (["b1"], ["One."])
    assert [kind for kind, *_ in found(first, ("markdown", "gone"))] == ["leftover"]


def test_the_same_text_in_another_block_is_said_of_that():
    todo = ("markdown", "TODO: one")
    assert found(todo, ("markdown", "Two.")) == [("leftover", "TODO: one", "b1")]
    assert found(("markdown", "Two."), todo) == [("leftover", "TODO: one", "b2")]
    body = body_of(("markdown", KEY))
    body[0].id = "other"
    assert [each.block_id for each in findings_of(body_of(("markdown", KEY)))] == ["b1"]
    assert [each.block_id for each in findings_of(body)] == ["other"]


def test_levels_are_compared_over_the_whole_body_each_time():
    assert found(("markdown", "## A"), ("markdown", "#### B")) == [("level", "B", "b2")]
    assert found(("markdown", "### A"), ("markdown", "#### B")) == []


def test_each_editor_reads_it_in_their_language():
    english = findings_of(body_of(WIDE))[0].message
    with translation.override("de"):
        assert findings_of(body_of(WIDE))[0].message != english
    assert findings_of(body_of(WIDE))[0].message == english


@pytest.mark.parametrize("name", ["markdown", "figure"])
def test_an_image_that_changed_is_seen_at_once(name):
    image = get_image_model().objects.create(
        title="Loss", file="original_images/loss.png", width=100, height=100, file_size=9
    )
    picture = {"image": image.pk, "alt_text": "Loss falls", "decorative": False}
    values = {"markdown": f"![Loss falls](image:{image.pk})", "figure": {"image": picture}}
    assert found((name, values[name])) == [("small", "Loss", "b1")]
    image.width = 1_000
    image.save()
    assert found((name, values[name])) == []


def test_a_block_full_of_findings_is_not_kept(read):
    blocks, texts = read
    full = ("markdown", "\n".join(f"TODO: {number}" for number in range(1_000)))
    digests = (sha256(bytes([number])).hexdigest() for number in range(30))
    keys = ("markdown", "\n".join(f"ghp_{digest[:36]}" for digest in digests))
    for _time in range(2):
        findings_of(body_of(full, keys))
    assert blocks.count("b1") == 2
    assert texts.count(keys[1]) == 2
