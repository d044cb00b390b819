"""Tells the language of a cell's code: the kernel's, or that of a cell magic."""

import re
from pathlib import PurePosixPath

from blog.document.code.highlighting import PLAIN, canonical_language

_MAGIC = re.compile(r"\s*%%(\w+)([^\n]*)")
_NAMES = {
    "bash": "bash", "sh": "bash", "system": "bash", "html": "html", "javascript": "javascript",
    "js": "javascript", "latex": "latex", "markdown": "markdown", "perl": "perl", "ruby": "ruby",
    "r": "r", "sql": "sql", "svg": "xml", "writefile": "", "file": "",
}  # fmt: skip
# As kernels call what Pygments knows by another name.
_KERNELS = {"ipython": "python", "ipython3": "python", "sos": "python", "c++": "cpp"}


def language_of(code: str, kernel_language: str) -> str:
    """Return the language to colour a cell's code in; plain text for one that is not known."""
    magic = _MAGIC.match(code)
    name = magic[1].lower() if magic else ""
    if name in ("writefile", "file") and magic:
        return canonical_language(_ending_of(magic[2])) or PLAIN
    if name in _NAMES:
        return _NAMES[name]
    kernel = kernel_language.lower()
    return canonical_language(_KERNELS.get(kernel, kernel)) or PLAIN


def _ending_of(arguments: str) -> str:
    words = arguments.split()
    return PurePosixPath(words[-1]).suffix[1:] if words else ""
