"""Blocks of code."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.document.highlight import LANGUAGES, PLAIN
from blog.document.markdown import render_listing


class CodeStructValue(blocks.StructValue):
    """A listing and its coloured form."""

    @property
    def html(self) -> SafeString:
        return render_listing(self["code"] or "", self["language"])


class CodeBlock(blocks.StructBlock):
    """A listing in one language, highlighted on the server."""

    language = blocks.ChoiceBlock(choices=LANGUAGES, default=PLAIN, label=_("Language"))
    code = blocks.TextBlock(rows=8, label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        description = _("A listing, coloured for its language.")
        template = "blog/blocks/code_block.html"
        value_class = CodeStructValue
        preview_value = {
            "language": "python",
            "code": "def mean(values: list[float]) -> float:\n    return sum(values) / len(values)",
        }
