"""The posts of a tag or an author, newest first, by whichever way is shorter."""

from django.db.models import Exists, OuterRef

from blog.models.author import Author
from blog.models.post import PostAuthor
from blog.models.querysets import PostQuerySet
from blog.models.taxonomy import PostTag, Tag
from search.once_per_change import once_per_change

Topic = Tag | Author

# The rows of a topic: their model, the field that names the topic, and that for the post.
_ROWS = {Tag: (PostTag, "tag", "content_object"), Author: (PostAuthor, "author", "post")}


def posts_of_topic(posts: PostQuerySet, topic: Topic, *, first: int, among: int) -> PostQuerySet:
    """Narrow `posts` to those of a topic, of which the `first` newest are wanted.

    `among` says about how many posts there are. Without help, SQLite sorts all posts of a topic
    for a page of them. With EXISTS it walks down the index by date, past whatever is not of the
    topic: the shorter way where the topic is a common one.
    """
    model, topic_field, post_field = _ROWS[type(topic)]
    rows = model.objects.filter(**{topic_field: topic}).order_by()
    size = _count_uses(type(topic), topic.pk)
    if first * among > size * size:
        return posts.filter(pk__in=rows.values(post_field))
    return posts.filter(Exists(rows.filter(**{post_field: OuterRef("pk")})))


@once_per_change
def _count_uses(kind: type[Topic], pk: int) -> int:
    """Return how many posts have a topic, public or not."""
    model, topic_field, _post_field = _ROWS[kind]
    return model.objects.filter(**{topic_field: pk}).count()
