"""Shows editors what a text may hold, read from the sanitiser's own lists."""

from dataclasses import dataclass

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from blog.blocks.data import MAX_CELLS
from blog.html import mathml, sanitising
from blog.html.raw_html import PLAYER_TAGS
from blog.markdown import limits, rich_text

NAME = "what_may_stand"


@dataclass(frozen=True)
class Listed:
    """One list of the page: its heading, its items, and what becomes of them in a text."""

    key: str
    title: str | Promise
    explanation: str | Promise
    items: tuple[str, ...]


def lists() -> list[Listed]:
    """Return what is shown, what is shown as typed and what is left out, each from its source."""
    return [
        Listed(
            "html",
            _("HTML that is shown"),
            _("Where it is closed and in its place: a cell in a table, for instance."),
            _tags(sanitising.HTML_TAGS),
        ),
        Listed(
            "svg",
            _("Drawings that are shown"),
            _("Only within <svg>: shapes and text that stand still and load nothing."),
            _tags(sanitising.SVG_TAGS),
        ),
        Listed(
            "mathml",
            _("Formulas that are shown"),
            _("Only within <math>; formulas in LaTeX are easier to write."),
            _tags(mathml.TAGS),
        ),
        Listed(
            "attributes",
            _("Attributes that are kept"),
            _("All others, such as style, are left out and listed as problems."),
            _attributes(),
        ),
        Listed(
            "schemes",
            _("Addresses that a link may lead to"),
            _("And all of this site. Any other is shown as text and listed as a problem."),
            tuple(f"{name}:" for name in sorted(sanitising.WEB_SCHEMES)),
        ),
        Listed(
            "players",
            _("Shown as typed: frames and players"),
            _("Use an Embed or a Video block instead."),
            _tags(PLAYER_TAGS),
        ),
        Listed(
            "typed",
            _("Shown as typed: everything else in angle brackets"),
            _("Also what is listed above where it is not closed. It is listed as a problem."),
            ("List<String>", "<your-key>", "<script>", "<form>", "<?php ?>"),
        ),
        Listed(
            "pictures",
            _("Shown as a link: pictures from elsewhere"),
            _("Upload them: the site shows pictures of its own library alone."),
            ("https://…/picture.png",),
        ),
        Listed(
            "hidden",
            _("Not shown to readers"),
            _("Comments, footnotes and addresses that nothing refers to; listed as problems."),
            ("<!-- … -->", "[^1]: …", "[name]: …"),
        ),
        Listed(
            "dropped",
            _("Left out of a notebook’s output"),
            _("With what they hold, and counted."),
            (*_tags({"script", "style"}), "<!-- … -->"),
        ),
        Listed(
            "refused",
            _("Refused: too much for one block"),
            _("Characters of Markdown, of rich text; cells in Markdown, in a Table block."),
            tuple(
                f"{limit:,}"
                for limit in (
                    limits.MAX_CHARACTERS,
                    rich_text.MAX_CHARACTERS,
                    limits.MAX_CELLS,
                    MAX_CELLS,
                )
            ),
        ),
    ]


def _tags(names: set[str]) -> tuple[str, ...]:
    return tuple(f"<{name}>" for name in sorted(names))


def _attributes() -> tuple[str, ...]:
    """Return each tag with its attributes, those of drawings and formulas left out."""
    tags = sorted(sanitising.HTML_TAGS)
    named = {
        tag: {*sanitising.ATTRIBUTES.get(tag, ()), *sanitising.VALUES.get(tag, ())} for tag in tags
    }
    return tuple(f"<{tag} {' '.join(sorted(names))}>" for tag, names in named.items() if names)


class WhatMayStandView(WagtailAdminTemplateMixin, TemplateView):
    """The page itself; it reads nothing but the lists."""

    page_title = _("What a text may hold")
    header_icon = "help"
    template_name = "blog/desk/what_may_stand.html"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"lists": lists()}


def menu_item() -> MenuItem:
    """Return the page's place in the menu Help."""
    return MenuItem(_("What a text may hold"), reverse_lazy(NAME), icon_name="help", order=900)
