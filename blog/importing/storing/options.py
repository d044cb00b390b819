"""Says how a run treats what it brings in."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class RunOptions:
    """What was asked of a run; `import_sources` says what each means."""

    collection: str
    source: str = ""
    publish: bool = False
    user: AbstractBaseUser | None = None
    is_dry: bool = False
    fetches: bool = False
    redirects: bool = False
