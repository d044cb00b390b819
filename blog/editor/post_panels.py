"""Lays out the editor of a post: what it asks for, in order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel

from blog.editor.panels import (
    BodyPanel,
    ChangeNotePanel,
    NotebookPanel,
    SecretsPanel,
    TemplatesPanel,
)
from blog.editor.short_forms import ShortFormPanel

POST_PANELS = [
    TemplatesPanel(),
    SecretsPanel(),
    TitleFieldPanel("title", placeholder=_("Title of the post")),
    ShortFormPanel(),
    FieldPanel("teaser"),
    BodyPanel("body"),
    NotebookPanel(),
    InlinePanel("post_authors", heading=_("Authors"), label=_("Author"), classname="collapsed"),
    MultiFieldPanel(
        [FieldPanel("tags"), FieldPanel("series"), FieldPanel("series_position")],
        _("Tags and series"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("cover"),
            FieldPanel("is_cover_inverted"),
            FieldPanel("display_date"),
            FieldPanel("is_featured"),
            FieldPanel("notebook"),
        ],
        _("Presentation"),
        classname="collapsed",
    ),
    InlinePanel(
        "pinned_posts",
        heading=_("Related posts"),
        label=_("Post"),
        help_text=_("These come first below the text; the nearest in content follow."),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("provenance"), FieldPanel("checked_on")],
        _("Provenance"),
        classname="collapsed",
    ),
    ChangeNotePanel(),
]
POST_PROMOTE_PANELS = [
    FieldPanel("canonical_url"),
    FieldPanel("doi"),
    FieldPanel("discuss_url"),
]
