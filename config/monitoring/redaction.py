"""Takes out of a text what must not be logged; needs no Django, since the supervisor logs too."""

import re

HIDDEN = "[redacted]"
# Characters: what a visitor can make long is cut before any pattern looks at it.
MAX_LENGTH = 20_000

# All repetitions are bounded or can't overlap, so that no text takes long.
PATTERNS = [
    # Links that open something for whoever has them: shared drafts, new passwords, accounts.
    (
        re.compile(r"(/drafts/|/password_reset/confirm/|/admin/invitation/)[^\s\"'<>?]+"),
        rf"\1{HIDDEN}",
    ),
    # Query strings carry tokens and what readers looked for.
    (re.compile(r"\?[^\s\"'<>?=]{1,200}=[^\s\"'<>]*"), f"?{HIDDEN}"),
    # The name and password of an address.
    (re.compile(r"(\b\w{1,20}://)[^\s/@\"']{1,400}@"), rf"\1{HIDDEN}@"),
    (
        re.compile(r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s?[:=]\s?)[^\n]+"),
        rf"\1\2{HIDDEN}",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s[\w.~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    (
        re.compile(
            r"(?i)((?:password|passwd|secret|token|api_?key|secret_?key|sessionid)[\w-]{0,20}"
            r"['\"]?\s?[:=]\s?)(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"',;&)}\]]+)"
        ),
        rf"\1{HIDDEN}",
    ),
]


def redact(text: str, secrets: tuple[str, ...] = ()) -> str:
    """Return a text without links that open drafts, query strings, cookies and passwords.

    `secrets` are values that are hidden wherever they stand. Longer texts lose their middle.
    """
    if len(text) > MAX_LENGTH:
        half = MAX_LENGTH // 2
        text = f"{text[:half]} … {text[-half:]}"
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text
