"""Makes readers' comparisons in the background, since one of long texts takes a while."""

from django_tasks import task

from blog.change_notes.comparing import comparison_html
from blog.models import PublishedVersion
from search.database.task_priorities import LATER


@task(backend="background", priority=LATER)
def make_comparison(version_id: int) -> None:
    """Keep what a published version changed; one deleted meanwhile, or the first, has none."""
    version = PublishedVersion.objects.filter(pk=version_id).first()
    if version is None:
        return
    earlier = PublishedVersion.objects.filter(post_id=version.post_id, pk__lt=version.pk)
    previous = earlier.order_by("-pk").first()
    if previous is not None:
        html = comparison_html(previous, version)
        PublishedVersion.objects.filter(pk=version_id).update(comparison=html)
