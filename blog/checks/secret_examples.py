"""Tells a secret from what stands in its place in an example."""

import base64
import binascii
import re
from itertools import pairwise

# A real key holds none of these but by a chance of one in millions.
_WORDS = re.compile(
    r"example|placeholder|redacted|changeme|change[-_]me|dummy|x{4,}|\.{3}|…|\*{3}"
    r"|your[-_a-z]|insert[-_]|not[-_]?a?[-_]?real",
    re.IGNORECASE,
)
# A shell's, a template's or a reader's own, and `%PASSWORD%`, `PASSWORD`, `password_here`.
_VARIABLE = re.compile(
    r"\$[A-Za-z_({].*|.*(?:\$\{|\{\{|\{\w|<).*|\[.*\]|\(.*\)|%?[A-Z][A-Z_]{2,}%?"
    r"|.*(?:_here|password)"
)
_USUAL_PASSWORDS = frozenset({
    "password", "passwd", "pass", "pwd", "passw0rd", "pw", "secret", "mysecret", "mypassword",
    "mysecretpassword", "my-secret-pw", "yourpassword", "changeme", "change-me", "token",
    "apikey", "api_key", "key", "user", "username", "admin", "root", "postgres", "postgresql",
    "mysql", "mariadb", "mongo", "redis", "rabbitmq", "guest", "test", "testing", "foo", "bar",
    "baz", "foobar", "letmein", "123", "1234", "12345", "123456", "demo", "docker", "dev",
    "development", "local", "minioadmin", "example", "p4ssw0rd", "pa55w0rd", "xxx", "xxxx",
    "abc", "abc123", "s3cret", "hidden", "credentials", "passphrase",
})  # fmt: skip
# Letters and digits in their order, as fingers type them.
MAX_IN_ORDER = 0.6
MIN_DISTINCT = 6
_PREFIX = re.compile(r"^(?:AKIA|ASIA|AIza|[A-Za-z]{2,9}(?:_[a-z]{2,5})?[-_])")


def is_example(name: str, secret: str, whole: str) -> bool:
    """Tell whether a secret only shows where one goes; `whole` is its format's whole match."""
    if name == "password in an address":
        return _is_usual_password(secret, whole)
    if name == "JSON web token" and not _is_web_token(secret):
        return True
    body = _PREFIX.sub("", secret)
    return bool(_WORDS.search(secret)) or len(set(body)) < MIN_DISTINCT or _is_in_order(body)


def _is_usual_password(password: str, whole: str) -> bool:
    user = whole.partition("://")[2].partition(":")[0]
    plain = password.lower()
    is_word = plain in _USUAL_PASSWORDS or plain == user.lower() or bool(_WORDS.search(password))
    return is_word or bool(_VARIABLE.fullmatch(password)) or len(set(plain)) == 1


def _is_in_order(text: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return bool(steps) and sum(step in (0, 1) for step in steps) / len(steps) >= MAX_IN_ORDER


def _is_web_token(token: str) -> bool:
    """Tell whether a token's head and claims are JSON, and not the one that jwt.io shows."""
    parts = [_decoded(part) for part in token.split(".")[:2]]
    return all(part.startswith("{") for part in parts) and "1234567890" not in parts[1]


def _decoded(part: str) -> str:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
