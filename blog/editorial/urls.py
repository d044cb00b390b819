"""The desk's own addresses in the admin."""

from django.urls import path

from blog.editorial.image_upload import upload_image
from blog.editorial.post_templates import NewFromTemplateView
from blog.editorial.sharing import RevokeDraftLinkView, ShareDraftView

urlpatterns = [
    path(
        "pages/<int:index_id>/new-from-template/",
        NewFromTemplateView.as_view(),
        name="new_from_template",
    ),
    path("pages/<int:page_id>/share/", ShareDraftView.as_view(), name="share_draft"),
    path(
        "pages/<int:page_id>/share/<uuid:link_id>/revoke/",
        RevokeDraftLinkView.as_view(),
        name="revoke_draft_link",
    ),
    path("images/add/markdown/", upload_image, name="upload_image"),
]
