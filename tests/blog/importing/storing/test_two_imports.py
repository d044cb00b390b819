"""Two imports into one blog at once bring all that each of them holds."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from blog.importing.markdown.reader import import_folder
from blog.models import Author, BlogIndexPage, BlogPostPage
from tests.blog.importing.folders import write
from tests.factories import BlogIndexPageFactory, create_site

POSTS = 12


@pytest.mark.processes  # It empties the database, which tests of other files would miss.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_imports_at_once_meet_in_one_tree(tmp_path):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, and each of them waits.")
    blog = BlogIndexPageFactory(parent=create_site().root_page.specific)
    barrier, reports = Barrier(2), []

    def bring(name: str) -> None:
        texts = {f"{name}{number}": f"---\nauthor: Ada {number}\n---\nx" for number in range(POSTS)}
        folder = write(tmp_path / name, **texts)
        barrier.wait()
        reports.append(import_folder(folder, index=blog, publish=True))
        connection.close()

    threads = [Thread(target=bring, args=[name]) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [remark for report in reports for remark in report.failures] == []
    assert BlogPostPage.objects.live().count() == 2 * POSTS
    assert Author.objects.count() == POSTS
    assert BlogIndexPage.objects.get().numchild == 2 * POSTS
    assert BlogIndexPage.find_problems() == ([], [], [], [], [])
