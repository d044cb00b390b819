"""The names of topics in the index."""

from search.models import SearchTopic
from search.words import clean, fold

LONGEST = SearchTopic._meta.get_field("folded").max_length


def rename_topic(kind: str, slug: str, name: str) -> None:
    """Show a topic by its new name at once; words of it find pages once these are written anew."""
    name = clean(name)
    topics = SearchTopic.objects.filter(kind=kind, slug=slug)
    topics.update(name=name, folded=fold(name)[:LONGEST])
