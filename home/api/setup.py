"""Sets Wagtail's API up, before Wagtail's own apps make its schemas as they start."""


def set_up() -> None:
    """Name what programs may read and write; from then on it is loaded."""
    from home.api.fields import name_fields
    from home.api.mending import mend_routers, mend_schemas
    from home.api.token_views import adapt_token_views

    name_fields()
    mend_schemas()
    mend_routers()
    adapt_token_views()
