"""Holds a kept page in the forms that readers take it in."""

from hashlib import blake2b
from typing import NamedTuple

from config.page_cache.answer import Answer, Headers
from config.page_cache.encodings import IDENTITY, PACKERS
from config.responses.compression import is_text

# Bytes: the objects around the bodies, measured with a home page's headers.
OVERHEAD = 4096
# Bytes: below, the headers outweigh what is saved.
MIN_PACKED = 200
# What RFC 9110 (15.4.5) wants along with a 304.
_VALIDATION = {"cache-control", "content-location", "etag", "expires", "last-modified", "vary"}
# How long caches behind this one may keep it, which shrinks as something it shows expires.
_LIFETIME = {"cache-control", "surrogate-control"}


class Form(NamedTuple):
    """One form of a page, ready to be sent."""

    headers: Headers
    body: bytes


class Entry:
    """One address's answer; its compressed forms are made when first asked for.

    `deadline` is the moment (seconds of `time.time()`) from which something it shows has
    expired, None for never; from `aged_at` on it is to be made anew though nothing changed.
    """

    def __init__(
        self, answer: Answer, generation: bytes, *, deadline: float | None, aged_at: float
    ) -> None:
        self.generation, self.deadline, self.aged_at = generation, deadline, aged_at
        self.status = answer.status
        self.is_found = answer.code == "200"
        values = answer.values()
        self.modified = values.get("last-modified", "")
        self.is_packed = is_text(values.get("content-type", "")) and len(answer.body) >= MIN_PACKED
        self.stem, self.has_own_tag = _stem_of_tags(values.get("etag", ""), answer.body)
        self.tags = frozenset(
            tag for suffix in ("", "-br", "-gzip") for tag in self._tags_that_match(suffix)
        )
        self.has_lifetime = "surrogate-control" in values or "s-maxage" in values.get(
            "cache-control", ""
        )
        self._headers = _without(answer.kept_headers(), {"etag", "vary"})
        self.forms: dict[str, Form] = {}
        self._add_form(IDENTITY, answer.body)

    @property
    def size(self) -> int:
        """Return the bytes of memory that it takes, nearly."""
        return OVERHEAD + sum(len(form.body) for form in self.forms.values())

    def is_over(self, generation: bytes, now: float) -> bool:
        """Tell whether it may not be shown any more: something changed or expired."""
        is_expired = self.deadline is not None and now >= self.deadline
        return self.generation != generation or is_expired

    def form(self, encoding: str) -> Form:
        """Return the page in one form; the plain one where packing makes no sense."""
        if not self.is_packed:
            encoding = IDENTITY
        return self.forms.get(encoding) or self._add_form(
            encoding, PACKERS[encoding](self.forms[IDENTITY].body)
        )

    def with_lifetime(self, headers: Headers, lifetime: dict[str, str]) -> Headers:
        """Return headers with what caches may do with the page now."""
        return [*_without(headers, _LIFETIME), *lifetime.items()]

    def is_known(self, tags: str, since: str) -> bool:
        """Tell whether a client has this answer, by If-None-Match, else by If-Modified-Since.

        A date is believed only where it is the very one that was sent: what was unpublished
        leaves an older date behind.
        """
        if tags:
            return tags in self.tags or not self.tags.isdisjoint(
                tag.strip() for tag in tags.split(",")
            )
        return bool(since) and since == self.modified

    def _add_form(self, encoding: str, body: bytes) -> Form:
        headers = [*self._headers, ("Content-Length", str(len(body)))]
        if self.is_packed:
            headers.append(("Vary", "Accept-Encoding"))
        if encoding:
            headers.append(("Content-Encoding", encoding))
        if self.is_found:
            headers.append(("ETag", self._etag(encoding)))
        form = self.forms[encoding] = Form(headers, body)
        return form

    def _etag(self, encoding: str) -> str:
        """Return the ETag of a form; a view's own is weak, and so the same for all forms."""
        if self.has_own_tag:
            return self.stem
        return f'"{self.stem}-{encoding}"' if encoding else f'"{self.stem}"'

    def _tags_that_match(self, suffix: str) -> list[str]:
        if not self.is_found:
            return []
        if self.has_own_tag:
            return [self.stem, self.stem.removeprefix("W/"), "*"]
        tag = f'"{self.stem}{suffix}"'
        # A proxy that packs or unpacks on the way makes tags weak.
        return [tag, f"W/{tag}", "*"]


def unchanged_headers(headers: Headers) -> Headers:
    """Return what a 304 says of the form that would have been sent with these headers."""
    return [(name, value) for name, value in headers if name.lower() in _VALIDATION | _LIFETIME]


def _stem_of_tags(own: str, body: bytes) -> tuple[str, bool]:
    """Return the view's tag, or what ours are made of; and whether it is the view's."""
    if own:
        # A strong one would name the plain form's bytes and no other's.
        return own if own.startswith("W/") else f"W/{own}", True
    return blake2b(body, digest_size=12).hexdigest(), False


def _without(headers: Headers, names: set[str]) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in names]
