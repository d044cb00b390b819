"""Renames topics in the index."""

from search.analysis.text import fold
from search.database.columns import fitted
from search.models import LONGEST_NAME, SearchTopic


def rename_topic(kind: str, slug: str, name: str) -> None:
    """Show a topic by its new name at once; words of it find pages once these are written anew."""
    topics = SearchTopic.objects.filter(kind=kind, slug=slug)
    topics.update(name=fitted(name, LONGEST_NAME), folded=fitted(fold(name), LONGEST_NAME))
