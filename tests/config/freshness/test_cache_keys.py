"""What a process keeps in its own cache is gone once another process changed something."""

from django.core.cache import cache

from config.freshness.announcing import generation


def test_a_change_empties_the_cache():
    cache.set("root-paths", "old")
    assert cache.get("root-paths") == "old"
    generation().change()
    assert cache.get("root-paths") is None
