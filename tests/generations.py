"""The state of the site's data, which tests change by hand."""

import pytest

from search.public.once_per_change import _memory


class Generation:
    """The state of the site's data, as `search.public.once_per_change` asks for it."""

    def __init__(self) -> None:
        self.change()

    def change(self) -> None:
        """Forget what was remembered, as a committed change would make all processes."""
        self.now = object()


def remember(monkeypatch: pytest.MonkeyPatch) -> Generation:
    """Have what is read once per change remembered until the returned generation changes."""
    generation = Generation()
    monkeypatch.setattr(_memory, "source", lambda: generation.now)
    return generation
