"""Checks code listings: that they parse, name a language, and pin what they install."""

import ast
import re
from collections.abc import Callable, Iterator

from blog.checks.data_code import json_fault, toml_fault, yaml_fault
from blog.checks.finding import Finding
from blog.checks.parts import Listing
from blog.checks.python_code import Fault, python_fault
from blog.document.code.highlighting import PLAIN

PARSERS: dict[str, Callable[[str], Fault | None]] = {
    **dict.fromkeys(("python", "py", "python3", "py3"), python_fault),
    "json": json_fault,
    **dict.fromkeys(("yaml", "yml"), yaml_fault),
    "toml": toml_fault,
}
SHELLS = frozenset(
    {"bash", "sh", "shell", "zsh", "console", "shell-session", "powershell", "ps1", "bat", "fish"}
)
# What installs itself is meant to be the newest.
_INSTALLERS = frozenset({"pip", "setuptools", "wheel", "uv", "pipx", "pip-tools"})
_PIP_INSTALL = re.compile(r"(?<![\w-])pip[\d.]*\s+install\s+(?P<what>[^\n;&|#]+)")
_DRAWN = re.compile(r"[\u2500-\u257f]{2}|^\s*\+[-=+]{3,}", re.MULTILINE)
_CONTINUED = re.compile(r"\\\n")
# These take the next word with them.
_WITH_VALUE = frozenset({
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url",
    "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--src",
    "--platform", "--python-version", "--python", "--trusted-host", "--no-binary",
    "--only-binary", "--progress-bar", "--timeout", "--log",
})  # fmt: skip
# A name, at most with what it must be newer than; an upper bound holds the newest off.
_UNPINNED = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w,.-]+\])?(?:[>!][^<~]*)?")


def code_that_does_not_parse(listing: Listing) -> Iterator[Finding]:
    """Yield where Python, JSON, YAML or TOML doesn't parse."""
    parse = PARSERS.get(listing.language.lower())
    fault = parse(listing.code) if parse and listing.code.strip() else None
    if fault:
        lines = listing.code.split("\n")
        detail = lines[min(fault.line, len(lines)) - 1].strip()[:120]
        line = listing.first_line + fault.line - 1
        yield Finding("syntax", detail or listing.language, fault.reason, listing.block_id, line)


def code_without_language(listing: Listing) -> Iterator[Finding]:
    """Yield a fence that names no language, and a block of plain text that is code."""
    is_unnamed = _is_bare(listing) if listing.is_fence else _is_code_as_text(listing)
    if is_unnamed and listing.code.strip():
        first = listing.code.strip().split("\n", 1)[0][:120]
        yield Finding("unnamed", first, "", listing.block_id, max(listing.first_line - 1, 1))


def unpinned_installs(listing: Listing) -> Iterator[Finding]:
    """Yield the `pip install` of a shell listing that takes whatever version is newest."""
    if listing.language.lower() not in SHELLS:
        return
    for match in _PIP_INSTALL.finditer(_CONTINUED.sub(" \v", listing.code)):
        for name in _unpinned_names(match["what"].split()):
            line = listing.first_line + listing.code.count("\n", 0, match.start())
            yield Finding("unpinned", name, "", listing.block_id, line)


def _unpinned_names(words: list[str]) -> Iterator[str]:
    is_value = False
    for word in words:
        if is_value or word.startswith("-"):
            is_value = not is_value and word in _WITH_VALUE
        elif _is_unpinned(word.strip("'\"")):
            yield word.strip("'\"")


def _is_unpinned(name: str) -> bool:
    """Tell whether a word names a package of the index without saying which version."""
    is_own = name.lower() in _INSTALLERS or name.endswith((".whl", ".gz", ".zip"))
    return bool(_UNPINNED.fullmatch(name)) and "==" not in name and not is_own


def _is_bare(listing: Listing) -> bool:
    """Tell whether a fence names no language and isn't drawn: a tree of files, a table, boxes."""
    return not listing.language and not _DRAWN.search(listing.code)


def _is_code_as_text(listing: Listing) -> bool:
    """Tell whether plain text is Python, a shell's or JSON beyond doubt."""
    if listing.language != PLAIN or len(listing.code) > 20_000:
        return False
    code = listing.code.strip()
    if re.match(r"#!/|\$ \w|(?:sudo|pip|git|docker|npm|curl) [\w-]", code):
        return True
    if code.startswith(("{", "[")) and json_fault(code) is None and len(code) > 2:
        return '"' in code
    return python_fault(code) is None and _has_python_statement(code)


def _has_python_statement(code: str) -> bool:
    if not re.search(r"^\s*(?:import|from|def|class|async def|with|for|if|return)\b", code, re.M):
        return False
    try:
        nodes = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    telling = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.With | ast.For
    return any(isinstance(node, telling) for node in nodes)
