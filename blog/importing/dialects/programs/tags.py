"""Reads tags as programs write them: Hugo's and Quarto's shortcodes, Zola's, Jekyll's Liquid."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

# Longer is no tag, and bounds the search for its end.
MAX_TAG = 3_000

_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w.-]+)\s*=\s*)?
        (?:"(?P<double>(?:[^"\\]|\\.)*+)"|`(?P<back>[^`]*+)`|'(?P<single>(?:[^'\\]|\\.)*+)'
          |(?P<word>[^\s"'`,]+))""",
    re.VERBOSE | re.DOTALL,
)
_HUGO = re.compile(r"\s*(?P<close>/?)\s*(?P<name>[\w./-]*\w)(?P<rest>(?:\s.*)?)\Z", re.DOTALL)
_LIQUID = re.compile(r"-?\s*(?P<name>\w+)(?P<rest>.*?)-?\Z", re.DOTALL)
_ZOLA = re.compile(r"-?\s*(?P<name>[\w:]+)\s*\((?P<rest>.*)\)\s*-?\Z", re.DOTALL)


@dataclass
class Arguments:
    """What a tag is given; what a reader has taken is no longer `left`."""

    positional: dict[int, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Arguments":
        arguments = cls()
        for match in _ARGUMENT.finditer(text):
            quoted = match["double"] if match["double"] is not None else match["single"]
            value = next((v for v in (quoted, match["back"], match["word"]) if v is not None), "")
            value = re.sub(r"\\([\"'\\])", r"\1", value) if quoted is not None else value
            if match["key"]:
                arguments.named.setdefault(match["key"].lower(), value)
            else:
                arguments.positional[len(arguments.positional)] = value
        return arguments

    def take(self, *names: str | int) -> str:
        """Return the first of these that is given, by name or place; else nothing."""
        for name in names:
            found = (
                self.named.pop(name, "") if isinstance(name, str) else self.positional.pop(name, "")
            )
            if found.strip():
                return found.strip()
        return ""

    def clear(self) -> None:
        """Have all taken: the tag's text was read as a whole."""
        self.positional.clear()
        self.named.clear()

    def left(self) -> list[str]:
        """Return what no one has taken."""
        return [
            *(value for value in self.positional.values() if value),
            *(f"{key}={value}" for key, value in self.named.items()),
        ]


@dataclass(frozen=True)
class Tag:
    """One tag: where it stands, how it was typed, its name and the text of its arguments.

    `body` is what stands up to the tag that closes it, where that is not read, and `body_end`
    where that one ends. A tag that was `escaped` shows itself, without the escape.
    """

    start: int
    end: int
    typed: str
    name: str
    rest: str = ""
    is_closing: bool = False
    escaped: str | None = None
    body: str | None = None
    body_end: int | None = None

    def with_body(self, body: str, end: int) -> "Tag":
        return replace(self, body=body, body_end=end)

    def arguments(self) -> Arguments:
        return Arguments.read(self.rest)


@dataclass(frozen=True)
class Syntax:
    """How tags look; `opening` is a pattern, `verbatim` are names whose text is not read."""

    verbatim: Collection[str] = ()
    opening: str = r"\{\{[<%]"

    def read(self, text: str, start: int) -> Tag | None:
        """Return the tag that opens at a place; None where nothing ends it."""
        sign = {"<": ">", "%": "%"}[text[start + 2]]
        inner, end = _inner(text, start + 3, f"{sign}}}}}")
        if inner is None:
            return None
        typed = text[start:end]
        if inner.startswith("/*") and inner.endswith("*/"):
            shown = f"{typed[:3]}{inner[2:-2]}{typed[-3:]}"
            return Tag(start, end, typed, "", escaped=shown)
        match = _HUGO.match(inner.strip().removesuffix("/"))
        if match is None:
            return None
        return Tag(start, end, typed, match["name"], match["rest"], bool(match["close"]))

    def is_verbatim(self, tag: Tag) -> bool:
        return tag.name in self.verbatim and not tag.is_closing and tag.escaped is None

    def closing(self, name: str) -> str:
        """Return the pattern of the tag that closes one."""
        return rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[>%]\}}\}}"


@dataclass(frozen=True)
class LiquidSyntax(Syntax):
    """Jekyll's `{% tag %}` and `{{ expression }}`; an expression has no name."""

    opening: str = r"\{%|\{\{"

    def read(self, text: str, start: int) -> Tag | None:
        is_tag = text[start + 1] == "%"
        inner, end = _inner(text, start + 2, "%}" if is_tag else "}}", within=not is_tag)
        if inner is None:
            return None
        if not is_tag:
            return Tag(start, end, text[start:end], "", inner.strip(" \t\n-"))
        match = _LIQUID.match(inner)
        if match is None:
            return None
        name = match["name"]
        is_closing = name.startswith("end") and len(name) > len("end")
        name = name.removeprefix("end") if is_closing else name
        return Tag(start, end, text[start:end], name, match["rest"].strip(), is_closing)

    def closing(self, name: str) -> str:
        return rf"\{{%-?\s*end{re.escape(name)}\s*-?%\}}"


@dataclass(frozen=True)
class ZolaSyntax(Syntax):
    """Zola's `{{ name(…) }}`, and `{% name(…) %}` up to `{% end %}`."""

    opening: str = r"\{%|\{\{"

    def read(self, text: str, start: int) -> Tag | None:
        is_tag = text[start + 1] == "%"
        inner, end = _inner(text, start + 2, "%}" if is_tag else "}}")
        if inner is None:
            return None
        typed = text[start:end]
        if inner.startswith("/*") and inner.endswith("*/"):
            return Tag(start, end, typed, "", escaped=f"{typed[:2]}{inner[2:-2]}{typed[-2:]}")
        if is_tag and inner.strip(" -\n\t") == "end":
            return Tag(start, end, typed, "", is_closing=True)
        match = _ZOLA.match(inner.strip())
        return Tag(start, end, typed, match["name"], match["rest"]) if match else None

    def closing(self, name: str) -> str:
        return r"\{%-?\s*end\s*-?%\}"


def _inner(text: str, start: int, ending: str, *, within: bool = False) -> tuple[str | None, int]:
    """Return what stands up to an ending, and where that ends; None where there is none near.

    Another opening before it belongs to a tag of its own.
    """
    end = text.find(ending, start, start + MAX_TAG)
    if end < 0:
        return None, start
    inner = text[start:end]
    if "{%" in inner or ((within or ending != "%}") and "{{" in inner):
        return None, start
    return inner, end + len(ending)
