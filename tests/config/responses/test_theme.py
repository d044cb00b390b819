"""The inline script is on every page, small, and the only one that the policy lets run."""

import re

import pytest

from config.responses.content_security import (
    admin_policy,
    public_policy,
    session_policy,
    sha256,
)
from config.responses.theme import THEME_SCRIPT

INLINE = re.compile(r"<script(?![^>]*(?:src|ld\+json))[^>]*>(.*?)</script>", re.DOTALL)


def test_the_script_is_small_and_plain():
    assert len(THEME_SCRIPT.encode()) < 300
    assert THEME_SCRIPT.isascii()
    assert "<" not in THEME_SCRIPT


@pytest.mark.parametrize("policy", [public_policy, session_policy, admin_policy])
def test_policies_allow_its_hash_and_nothing_else_inline(policy):
    assert policy()["script-src"] == ["'self'", sha256(THEME_SCRIPT)]


@pytest.mark.parametrize("path", ["/", "/blog/", "/blog/drift/", "/search/", "/nothing/"])
def test_every_page_holds_exactly_this_script(client, post, path):
    page = client.get(path).text
    assert INLINE.findall(page) == [THEME_SCRIPT]
    # It reads the colours of the frame by their order, before the sheet could keep it waiting.
    light, dark, script = (
        page.index(part) for part in ("scheme: light)", "scheme: dark)", "{let t")
    )
    assert light < dark < script < page.index('rel="stylesheet"')
