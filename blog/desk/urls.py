"""Routes the desk's own addresses in the admin."""

from django.urls import path

from blog.change_notes.views import ChangeNotesView
from blog.desk.picture_texts import PictureTextsView
from blog.desk.post_templates import ChooseBlogForTemplateView, NewFromTemplateView
from blog.desk.uploads.image_upload import upload_image
from blog.desk.uploads.pasting import convert_pasted
from blog.desk.what_may_stand import NAME, WhatMayStandView
from blog.sharing.links import RevokeDraftLinkView, ShareDraftView

urlpatterns = [
    path(
        "posts/new-from-template/",
        ChooseBlogForTemplateView.as_view(),
        name="new_post_from_template",
    ),
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
    path("pages/<int:page_id>/picture-texts/", PictureTextsView.as_view(), name="picture_texts"),
    path("pages/<int:page_id>/change-notes/", ChangeNotesView.as_view(), name="change_notes"),
    path("help/what-a-text-may-hold/", WhatMayStandView.as_view(), name=NAME),
    path("images/add/markdown/", upload_image, name="upload_image"),
    path("images/add/pasted/", convert_pasted, name="convert_pasted"),
]
