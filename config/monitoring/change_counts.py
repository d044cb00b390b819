"""Counts, by table, the committed statements that changed what readers see; loaded for METRICS."""

from functools import cache

from django.apps import apps
from prometheus_client import Counter

# Under the supervisor the background process counts into the web workers' folder.
CHANGES = Counter(
    "epoch_changes",
    "Committed statements that changed what readers see, by the table they wrote",
    ["table"],
    registry=None,
)
OTHER = "other"


def count_change(table: str) -> None:
    CHANGES.labels(table if table in own_tables() else OTHER).inc()


@cache
def own_tables() -> frozenset[str]:
    """Return the tables of all models, which bound the labels."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)
