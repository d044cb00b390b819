"""Reads from front matter whether a text was public where it comes from."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from blog.importing.fields.dates import read_date
from blog.importing.fields.values import first_text, is_false, is_true, items_of, one_line

EXPIRES = ("expiry_date", "expirydate", "expires", "expire_at", "expires_at", "expires_on",
           "expiry", "expire", "expire_date", "expiration", "expiration_date", "valid_until",
           "available_until", "unpublish_date", "unpublishdate", "unpublish_at",
           "unpublish_on")  # fmt: skip
# Whatever is said of them but no makes a text a draft: "draft: maybe" was not published either.
_DRAFT = ("draft", "is_draft", "wip", "unpublished")
_CLOSED = (
    "private", "is_private", "hidden", "is_hidden", "unlisted", "members", "members_only",
    "member_only", "paid", "premium", "protected", "confidential", "internal", "secret", "password",
    "passphrase", "encrypt", "encrypted", "headless", "eleventy_exclude_from_collections",
    "trashed", "deleted", "owner_only", "staff_only", "friends_only", "subscribers_only",
    "restricted", "login_required", "require_login", "requires_login", "requires_auth",
)  # fmt: skip
_OPEN = ("published", "publish", "public", "is_public", "is_published", "visible", "listed", "live")
# Of a tool's own prefix, as "dg-publish", they say the same.
_PREFIXED = ("draft", "private", "publish", "published", "public")
_STATE = ("status", "state", "post_status", "type")
_NOT_PUBLIC = {
    "draft", "drafts", "private", "pending", "hidden", "unpublished", "unlisted", "trash",
    "trashed", "deleted", "internal", "confidential", "protected", "wip", "in progress", "review",
    "in review", "future", "scheduled", "auto draft", "inherit", "idea", "todo", "members", "paid",
    "skip",
}  # fmt: skip
_AUDIENCE = ("visibility", "access", "audience", "post_visibility", "visible_to", "viewable_by",
             "restricted_to")  # fmt: skip
_EVERYONE = {"public", "published", "publish", "open", "all", "everyone", "anyone", "visible",
             "any", "world", "free", "true", "yes", "1"}  # fmt: skip
KNOWN = {
    *EXPIRES, *_DRAFT, *_CLOSED, *_OPEN, *_STATE, *_AUDIENCE, "build", "permalink",
    "redirect_to",
} - {"type"}  # fmt: skip
_UNFINISHED = re.compile(r"[\[(]?(?:draft|wip|work in progress)(?:[\])]|\s*:)", re.IGNORECASE)


def withheld_reasons(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return why a text was not public for everyone, in the report's words; none if it was."""
    return tuple(dict.fromkeys(_reasons(values)))


def read_expiry(values: Mapping[str, Any]) -> datetime | None:
    """Return when a text was or is to be taken off; None for never."""
    return next(filter(None, (read_date(values.get(key)) for key in EXPIRES)), None)


def _reasons(values: Mapping[str, Any]) -> Iterator[str]:
    values = _without_prefixes(values)
    if any(not is_false(values.get(key)) for key in _DRAFT):
        yield "marked as a draft"
    if _UNFINISHED.match(first_text(values, ("title",))):
        yield "marked as a draft in its title"
    # Also a date, which is in the future there or not: see the date.
    if any(values.get(key) is not None and is_false(values[key]) for key in _OPEN):
        yield "marked as not published"
    for key in _STATE:
        state = _word(values.get(key))
        if state in _NOT_PUBLIC:
            yield "marked as a draft" if state == "draft" else f"marked as “{state}”"
    for key in _CLOSED:
        if not is_false(values.get(key)):
            yield f"marked as not public: “{key}”"
    for key in _AUDIENCE:
        if _is_for_some(values.get(key)):
            yield f"not for everyone: “{key}”"
    if _is_never_rendered(values):
        yield "not rendered as a page"
    if not is_false(values.get("redirect_to")):
        yield "no text, but leads to another page"
    if any(not is_false(values.get(key)) and not _is_date(values, key) for key in EXPIRES):
        yield "expiry date that cannot be read"


def _without_prefixes(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values with those that a tool wrote under a prefix of its own, under the key alone."""
    found = {}
    for key, value in values.items():
        name = key.rpartition("_")[2]
        if name != key and name in _PREFIXED and isinstance(value, bool | str):
            found[name] = value
    return found | dict(values)


def _word(value: Any) -> str:
    return " ".join(one_line(value).lower().replace("-", " ").replace("_", " ").split())


def _is_for_some(value: Any) -> bool:
    """Tell whether a value names some readers: "members", ["staff"], false."""
    if value is None or value == "":
        return False
    words = [_word(item) for item in items_of(value)]
    return value is not True and not (words and all(word in _EVERYONE for word in words))


def _is_never_rendered(values: Mapping[str, Any]) -> bool:
    """Tell whether Hugo's `build` or Eleventy's `permalink: false` keep a page unwritten."""
    build = values.get("build")
    is_off = isinstance(build, dict) and any(
        first_text(build, (key,)).lower() in ("never", "link") or build.get(key) is False
        for key in ("render", "list")
    )
    return is_off or values.get("permalink") is False


def _is_date(values: Mapping[str, Any], key: str) -> bool:
    return read_date(values.get(key)) is not None or is_true(values.get(key))
