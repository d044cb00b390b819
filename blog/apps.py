from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = "Blog"

    def ready(self) -> None:
        from wagtail.images import get_image_model

        from blog import signals  # noqa: F401  (connects its receivers)
        from blog.pictures import failing_thumbnails
        from blog.pictures.alt_text import default_alt_text

        # Choosers, covers and feeds all ask the model; a model of our own would need every
        # image moved.
        get_image_model().default_alt_text = property(default_alt_text)
        failing_thumbnails.install()
