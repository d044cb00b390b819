"""What the tests of social cards share."""

import pytest

from blog.social_cards import lettering


def forget_fonts():
    for cached in (lettering._load_fonts, lettering._font_of, lettering._has, lettering._missing):
        cached.cache_clear()


@pytest.fixture
def own_fonts_alone(monkeypatch):
    monkeypatch.setattr(lettering, "_system_fonts", tuple)
    forget_fonts()
    yield
    monkeypatch.undo()
    forget_fonts()
