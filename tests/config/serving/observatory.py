"""The score that Mozilla's HTTP Observatory would give an answer.

Written after MDN's page "Tests & Scoring" (developer.mozilla.org/en-US/observatory/docs/
tests_and_scoring) and the order of checks in mdn-http-observatory. Where the page and the program
differ, the stricter counts: a `same-origin` resource policy earns nothing here and `cross-origin`
costs 20. What an answer can't show is left at its neutral 0: that the domain is on the preload
list, and the redirect from http, which tests/config/responses/test_headers.py covers.
"""

import re
from html.parser import HTMLParser
from http.cookies import Morsel
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse

BASELINE = 100
BONUS_FROM = 90
SIX_MONTHS = 15_552_000
BROAD = {"*", "ftp:", "http:", "https:", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
INSECURE = ("http:", "ftp:")
PRIVATE_REFERRERS = {
    "no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin",
}  # fmt: skip

Policy = dict[str, set[str]]


def score(response: HttpResponse, url: str) -> int:
    """Return the score of an https address' answer: penalties first, bonuses from 90 on."""
    modifiers = [modifier for _, modifier in findings(response, url).items()]
    penalised = BASELINE + sum(modifier for modifier in modifiers if modifier < 0)
    bonus = sum(modifier for modifier in modifiers if modifier > 0)
    return max(0, penalised + bonus if penalised >= BONUS_FROM else penalised)


def findings(response: HttpResponse, url: str) -> dict[str, int]:
    """Return each test's name and modifier."""
    headers = response.headers
    policy = parse_policy(headers.get("Content-Security-Policy", ""))
    is_kept_secure = transport(headers.get("Strict-Transport-Security", "")) >= 0
    cookies = list(response.cookies.values())
    return {
        "policy": content_policy(policy),
        "cookies": worst([cookie(each, is_kept_secure) for each in cookies]) if cookies else 0,
        "sharing": sharing(headers),
        "transport": transport(headers.get("Strict-Transport-Security", "")),
        "referrer": referrer(headers.get("Referrer-Policy", "")),
        "scripts": scripts(response, url),
        "sniffing": 0 if headers.get("X-Content-Type-Options", "").lower() == "nosniff" else -5,
        "framing": framing(headers.get("X-Frame-Options", ""), policy),
        "resources": resources(headers.get("Cross-Origin-Resource-Policy", "")),
    }


def parse_policy(header: str) -> Policy:
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name.lower(): set(sources) for name, *sources in parts}


def content_policy(policy: Policy) -> int:
    """Judge a content security policy; the first of the checks that holds decides."""
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style, objects = (
        policy.get(name, default) for name in ("script-src", "style-src", "object-src")
    )
    script, style = without_void_inline(script), without_void_inline(style)
    passive = {"img-src", "media-src"}
    active_sources = script.union(*(policy[name] for name in policy if name not in passive))
    passive_sources = set().union(*(policy.get(name, default) for name in passive))
    verdicts = [
        (-20, bool(script & (BROAD | INLINE) or objects & BROAD)),
        (-20, any(source.startswith(INSECURE) for source in active_sources)),
        (-10, "'unsafe-eval'" in script | style),
        (-10, any(source.startswith(INSECURE) for source in passive_sources)),
        (0, bool(style & (BROAD | INLINE))),
        (10, default == {"'none'"}),
    ]
    return next((modifier for modifier, holds in verdicts if holds), 5)


def without_void_inline(sources: set[str]) -> set[str]:
    """Browsers ignore 'unsafe-inline' beside a hash or a nonce."""
    is_void = any(re.match(r"'(sha(256|384|512)|nonce)-", source) for source in sources)
    return sources - {"'unsafe-inline'"} if is_void else sources


def cookie(morsel: Morsel, is_kept_secure: bool) -> int:
    """Judge one cookie: 5 when all is set, down to -40 for a session sent in the clear."""
    name = morsel.key.lower()
    is_session = "sess" in name or "login" in name
    same_site = morsel["samesite"].lower()
    faults = [0 if same_site else -20 if "csrf" in name else 0]
    if same_site not in ("", "lax", "strict") and not (same_site == "none" and morsel["secure"]):
        faults.append(-20)
    if not morsel["secure"]:
        faults.append((-10 if is_session else -5) if is_kept_secure else -40 if is_session else -20)
    if is_session and not morsel["httponly"]:
        faults.append(-30)
    return worst(faults) or (5 if same_site else 0)


def worst(modifiers: list[int]) -> int:
    return min(modifiers)


def sharing(headers: dict[str, str]) -> int:
    is_universal = (
        headers.get("Access-Control-Allow-Origin") not in (None, "*")
        and headers.get("Access-Control-Allow-Credentials") == "true"
    )
    return -50 if is_universal else 0


def transport(header: str) -> int:
    age = re.search(r"max-age=(\d+)", header.lower())
    if age is None:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def referrer(header: str) -> int:
    policies = [policy.strip().lower() for policy in header.split(",") if policy.strip()]
    if not policies:
        return 0
    return 5 if policies[-1] in PRIVATE_REFERRERS else -5


def framing(header: str, policy: Policy) -> int:
    if "frame-ancestors" in policy:
        return 5
    return 0 if header.lower() in ("deny", "sameorigin") else -20


def resources(header: str) -> int:
    return {"": 0, "same-origin": 0, "same-site": 0}.get(header.lower(), -20)


class ScriptSources(HTMLParser):
    """Collects the attributes of every script that is loaded from somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and dict(attrs).get("src"):
            self.found.append(dict(attrs))


def scripts(response: HttpResponse, url: str) -> int:
    """Judge subresource integrity, which only scripts of another host need."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return 0
    parser = ScriptSources()
    parser.feed(response.content.decode())
    return min((script(attributes, url) for attributes in parser.found), default=0)


def script(attributes: dict[str, str | None], url: str) -> int:
    source = urlsplit(urljoin(url, attributes["src"]))
    is_secure, is_ours = source.scheme == "https", source.netloc == urlsplit(url).netloc
    if attributes.get("integrity"):
        return 5 if is_secure else -20
    if not is_secure:
        return -50
    return 0 if is_ours else -5
