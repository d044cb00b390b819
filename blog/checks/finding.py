"""Defines what a check finds."""

from dataclasses import dataclass

from blog.document.document import Problem


@dataclass(frozen=True)
class Finding(Problem):
    """A problem with its line in the block, from 1; 0 where the block has no lines.

    `digest` stands for a secret, which itself is never kept; see `blog.checks.secrets`. `field`
    is the page's field that it stands in, where that is not the body.
    """

    line: int = 0
    digest: str = ""
    field: str = ""
