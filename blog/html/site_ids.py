"""Names a page, document or image of the site itself by its id, as in `page:12`."""

KINDS = ("page", "document", "image")

# For regular expressions: any of the kinds, and an id that every database has room for.
KIND = "|".join(KINDS)
PK = r"\d{1,9}"


def site_id(kind: str, pk: object) -> str:
    """Return what stands for an object's address, `image:7`."""
    return f"{kind}:{pk}"
