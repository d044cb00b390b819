"""Names what one `serve` runs: the whole site, its web server or its background process."""

import os
from enum import StrEnum

# Set by `serve` for the processes that it starts.
VARIABLE = "EPOCH_SERVE_ROLE"


class Role(StrEnum):
    """Which children the supervisor keeps. Of WEB any number may run, on any machine; of
    BACKGROUND too, where one works and the others stand by."""

    ALL = "all"
    WEB = "web"
    BACKGROUND = "background"

    @property
    def has_web_server(self) -> bool:
        return self is not Role.BACKGROUND

    @property
    def has_background_process(self) -> bool:
        return self is not Role.WEB


def current_role() -> Role:
    """Return the role of the `serve` that started this process; ALL outside of one."""
    return Role(os.environ.get(VARIABLE, Role.ALL))
