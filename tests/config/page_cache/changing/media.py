"""Changes of images and documents that a page shows; see `kinds`."""

import time

from tests.config.page_cache.changing.posts import ANY, edited, new_post, post


def wait_for_rerendering():
    """Wait until the site's background process has rendered what names a changed thing.

    Pages show what they did before until then; none may from then on.
    """
    from django_tasks_db.models import DBTaskResult

    from blog.follow_up.rerendering import rerender_pages

    tasks = DBTaskResult.objects.filter(task_path=rerender_pages.module_path)
    end = time.monotonic() + 60
    while tasks.filter(status__in=["READY", "RUNNING"]).exists():
        assert time.monotonic() < end, "The background process renders nothing."
        time.sleep(0.1)


def covered_post():
    from tests.factories import ImageFactory

    page = post()
    if page.cover is None:
        page = edited(page, cover=ImageFactory(title="Cover"))
    return page


def change_image(turn):
    page = covered_post()
    yield page.url
    page.cover.description = f"What it shows {turn}"
    page.cover.save()
    yield page.url, 200, f"What it shows {turn}", ANY


def change_rendition(turn):
    from blog.follow_up.tasks import make_image_renditions

    page = covered_post()
    make_image_renditions.func(page.cover_id)
    yield page.url
    page.cover.renditions.update(file=f"images/made-anew-{turn}.webp")
    yield page.url, 200, f"made-anew-{turn}.webp", ANY


def change_document(turn):
    from wagtail.documents.models import Document

    document, _ = Document.objects.get_or_create(title="Figures", file="documents/figures.csv")
    block = ("download", {"document": document.pk, "title": ""})
    page = new_post(f"with-file-{turn}", body=[block])
    yield page.url
    document.title = f"Figures of {turn}"
    document.save()
    wait_for_rerendering()
    yield page.url, 200, f"Figures of {turn}", ANY
    document.title = "Figures"
    document.save()
