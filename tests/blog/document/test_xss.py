"""Nothing hostile gets past the Document, in any text of any block, stored by whatever means."""

import re

import pytest
from bs4 import BeautifulSoup

from blog.document.mathml import TAGS as MATHML_TAGS
from blog.document.resolve import resolve_document
from blog.document.sanitise import TAGS
from tests.blog.blocks.values import full_values
from tests.blog.document.payloads import PAYLOADS
from tests.blog.document.rendering import build

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
SCHEME = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
CHUNK = 40


def poisoned(value, payload, key=""):
    """Return a raw value with a payload in place of each of its texts."""
    match value:
        case dict():
            return {name: poisoned(child, payload, name) for name, child in value.items()}
        case list():
            return [poisoned(child, payload, key) for child in value]
        case str():
            return value if key == "type" else payload
    return value


def blocks_of(payloads):
    """Return blocks of every kind, each text of theirs a payload."""
    values = full_values()
    # A gallery of twelve says no more than one of two.
    values["gallery"]["images"] = values["gallery"]["images"][:2]
    tables = [{**values["output"], "kind": kind} for kind in ("text", "table", "error", "image")]
    for payload in payloads:
        for name, value in values.items():
            yield name, poisoned(value, payload)
        # The kind decides how an output's text is read, so it stays.
        yield from (
            ("output", {**poisoned(each, payload), "kind": each["kind"]}) for each in tables
        )
        yield "callout", {**poisoned(values["callout"], payload), "kind": "note"}
        yield "rich_text", f'<p><b>a</b>{payload}<a linktype="page" id="1">a</a></p>'


def offences(html):
    """Yield what a browser might run in some HTML."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name not in TAGS | MATHML_TAGS:
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
