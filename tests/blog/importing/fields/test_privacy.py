"""Any sign that a text was not public keeps it a draft; what only hides from robots does not."""

import pytest

from blog.importing.fields.privacy import withheld_reasons
from blog.importing.fields.values import normal_key


def reasons(metadata) -> tuple[str, ...]:
    return withheld_reasons({normal_key(key): value for key, value in metadata.items()})


@pytest.mark.parametrize(
    "metadata",
    [
        {"draft": True}, {"draft": "true"}, {"Draft": "yes"}, {"draft": 1}, {"draft": "maybe"},
        {"status": "draft"}, {"Status": "Draft"}, {"status": "hidden"}, {"status": "in-progress"},
        {"post_status": "private"}, {"state": "pending"}, {"type": "draft"},
        {"published": False}, {"published": "false"}, {"publish": "no"}, {"public": False},
        {"private": True}, {"hidden": "yes"}, {"unlisted": True}, {"password": "hunter2"},
        {"password": 0.5}, {"members": ["a"]}, {"membersOnly": True}, {"encrypt": True},
        {"visibility": "private"}, {"visibility": "members"}, {"visibility": False},
        {"access": ["staff", "public"]}, {"audience": "only-paid"}, {"access": {"role": "x"}},
        {"_build": {"render": "never"}}, {"build": {"list": False}}, {"headless": True},
        {"permalink": False}, {"eleventyExcludeFromCollections": True},
        {"expiryDate": "when the time comes"}, {"secret": "x"}, {"wip": True},
        {"dg-publish": False}, {"site_draft": "yes"}, {"ownerOnly": True}, {"requires_login": 1},
        {"visible-to": "staff"}, {"title": "Draft: plans"}, {"title": "[WIP] Plans"},
        {"redirect_to": "https://example.org/"},
    ],
)  # fmt: skip
def test_what_was_not_public_is_withheld(metadata):
    assert reasons(metadata)


@pytest.mark.parametrize(
    "metadata",
    [
        {}, {"draft": False}, {"draft": "no"}, {"draft": None}, {"draft": ""},
        {"status": "published"},
        {"status": "evergreen"}, {"type": "post"}, {"published": "2024-05-06"}, {"published": True},
        {"published": None}, {"private": False}, {"password": ""}, {"members": []},
        {"visibility": "public"}, {"visibility": "Public"}, {"access": ["everyone"]},
        {"sitemap": False}, {"sitemap_exclude": True}, {"robots": "noindex"},
        {"_build": {"render": "always"}}, {"permalink": "/x/"}, {"expiryDate": "2024-05-06"},
        {"dg-publish": True}, {"title": "Draft picks"}, {"title": "Drafting a plan: how"},
    ],
)  # fmt: skip
def test_what_was_public_is_not(metadata):
    assert reasons(metadata) == ()


def test_a_reason_stands_once():
    assert reasons({"draft": True, "status": "draft", "wip": 1}) == ("marked as a draft",)
