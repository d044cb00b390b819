"""Nothing hostile gets past the Document, in any text of any block, stored by whatever means."""

import re

import pytest
from bs4 import BeautifulSoup

from blog.html.mathml import TAGS as MATHML_TAGS
from blog.html.sanitising import TAGS, WEB_SCHEMES
from blog.rendering.resolve import resolve_document
from tests.blog.markdown.hostile_blocks import blocks_of
from tests.blog.markdown.payloads import PAYLOADS
from tests.blog.markdown.rendering import build

pytestmark = pytest.mark.django_db

# What the blocks' own templates put around the texts.
OURS = {"button", "iframe"}
ADDRESSES = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "poster",
    "src",
    "srcset",
}
SCHEME = re.compile(rf"(?!(?:{'|'.join(WEB_SCHEMES)}):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
CHUNK = 40
# What a video's template writes, known by its class; what is typed writes none.
PLAYER = ["video__player"]


def offences(html):
    """Yield what a browser might run in some HTML."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        is_player = PLAYER in (tag.get("class"), tag.parent.get("class"))
        if tag.name not in TAGS | MATHML_TAGS and not is_player:
            yield f"<{tag.name}>"
        for name, value in tag.attrs.items():
            text = " ".join(value) if isinstance(value, list) else value
            address = re.sub(r"[\x00-\x20]+", "", text)
            is_event = name.startswith("on") or name in ("style", "srcdoc", "xlink:href", "name")
            if is_event or (name in ADDRESSES and SCHEME.match(address)):
                yield f"{tag.name} {name}={text}"


def test_there_are_500_payloads():
    assert len(set(PAYLOADS)) >= 500


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), CHUNK))
def test_no_payload_leaves_a_handler_an_address_or_an_element(start):
    document = resolve_document(build(*blocks_of(PAYLOADS[start : start + CHUNK])))
    assert list(offences(document.html)) == []
    ids = [tag["id"] for tag in BeautifulSoup(document.html, "html.parser").find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_every_block_and_nothing_else_stands_at_the_top():
    """No payload closes what is around it, or swallows what follows."""
    for payload in PAYLOADS:
        blocks = [("markdown", payload), ("rich_text", payload), ("heading", {"text": "End"})]
        html = BeautifulSoup(build(*blocks).html, "html.parser")
        assert html.find(id="end").parent is html, payload
