import pytest
from wagtail.models import ReferenceIndex

from blog.importing.markdown.reader import import_folder
from blog.models import BlogPostPage
from tests.blog.importing.folders import imported, png, write, write_file

pytestmark = pytest.mark.usefixtures("wagtail_indexes")


def found(words: str) -> list[str]:
    """Return what the admin's search finds."""
    return [page.slug for page in BlogPostPage.objects.search(words)]


@pytest.mark.parametrize("publish", [True, False])
def test_a_post_is_found_and_its_picture_counts_as_used(blog, tmp_path, publish):
    write_file(tmp_path, "a.png", png())
    folder = write(tmp_path, one="See [two](two.md).\n\nWombats\n\n![A](a.png)", two="Quokkas")
    import_folder(folder, index=blog, publish=publish)
    assert (found("wombats"), found("quokkas")) == (["one"], ["two"])
    one, two = imported("one.md"), imported("two.md")
    picture = next(block.value["image"] for block in one.body if block.block_type == "figure")
    for target in (picture, two):
        assert [row.object_id for row in ReferenceIndex.get_references_to(target)] == [str(one.pk)]
    import_folder(write(tmp_path, one="Numbats"), index=blog, publish=publish)
    assert (found("wombats"), found("numbats")) == ([], ["one"])
    assert not ReferenceIndex.get_references_to(picture).exists()
