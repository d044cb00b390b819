"""Makes cache keys that end with a change, for a cache that each process has for itself."""

from config.freshness.announcing import generation


def of_generation(key: str, key_prefix: str, version: int) -> str:
    """Return a key that nobody asks for again once something changed (KEY_FUNCTION).

    Wagtail keeps root paths in the cache and clears them where a site changes, which is in one
    process of several.
    """
    return f"{key_prefix}:{version}:{generation().current().hex()}:{key}"
