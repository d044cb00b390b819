"""Writes the headers that the site's answers carry as `_headers`, which static hosts read."""

from collections.abc import Mapping

FILE = "_headers"
_KEPT = (
    "Access-Control-Allow-Origin",
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-DNS-Prefetch-Control",
    "X-Frame-Options",
)
_POLICY = "Content-Security-Policy"


class HeaderRules:
    """The headers that all answers below a top folder have in common, and those of the front page.

    One rule an address: hosts join the values of two, and two policies forbid what either does.
    """

    def __init__(self, *, form_target: str = "") -> None:
        self._form_target = form_target
        self._rules: dict[str, dict[str, str]] = {}

    def add(self, path: str, headers: Mapping[str, str]) -> None:
        """Take the headers of an answer into the rule of its file's folder."""
        folder, is_below, _rest = path.partition("/")
        if not is_below and path != "index.html":
            return
        new = {name: headers[name] for name in _KEPT if name in headers}
        rule = f"/{folder}/*" if is_below else "/"
        old = self._rules.setdefault(rule, new)
        self._rules[rule] = dict(old.items() & new.items()) | _stricter(old, new)

    def text(self) -> str:
        lines = []
        for rule, headers in sorted(self._rules.items()):
            lines += [
                rule,
                *(f"  {name}: {self._value(headers[name])}" for name in sorted(headers)),
            ]
        return "\n".join([*lines, ""])

    def _value(self, value: str) -> str:
        if not self._form_target:
            return value
        return value.replace("form-action 'self'", f"form-action 'self' {self._form_target}")


def _stricter(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return the policy of the two that keeps a file from running scripts, if either does."""
    policies = [each[_POLICY] for each in (old, new) if each.get(_POLICY, "").startswith("sandbox")]
    return {_POLICY: policies[0]} if policies else {}
