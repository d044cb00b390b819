import pytest
from django.urls import reverse
from wagtail.images import get_image_model

from tests.blog.pictures.drawing import picture, plot
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "file_name", "offered"),
    [
        ("plot", "plot.png", ""),
        ("plot", "plot_x7Kd92a.png", ""),
        ("plot.png", "plot.png", ""),
        ("loss curve v2", "loss-curve_v2.png", ""),
        ("Übersicht der Läufe", "Übersicht der Läufe.png", ""),
        ("损失曲线", "损失曲线.png", ""),
        ("Loss over 40 epochs", "plot.png", "Loss over 40 epochs"),
        ("plot", "plots.png", "plot"),
        ("Loss", "loss-curve.png", "Loss"),
    ],
)
def test_the_name_of_a_file_is_no_alternative_text(title, file_name, offered):
    image = get_image_model()(title=title)
    image.file.name = image.get_upload_to(file_name)
    assert image.default_alt_text == offered


def test_a_description_is_one():
    image = ImageFactory(title="plot", description="Loss falls over 40 epochs")
    assert image.default_alt_text == "Loss falls over 40 epochs"


def test_a_chosen_image_comes_without_its_files_name(client, admin_user):
    client.force_login(admin_user)
    image = picture("plot.png", plot(40, 30))
    answer = client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk])).json()
    assert answer["result"]["default_alt_text"] == ""
