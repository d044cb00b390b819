import pytest
from django.core.exceptions import ValidationError

from blog.blocks.media.pictures import GalleryBlock


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 13])
def test_a_gallery_holds_two_to_twelve_pictures(count):
    block = GalleryBlock()
    value = block.to_python({"images": [{"image": None, "caption": ""}] * count})
    with pytest.raises(ValidationError):
        block.clean(value)
