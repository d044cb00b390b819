"""Defines the block of a display formula."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.blocks.code import VerbatimBlock
from blog.blocks.part import PartBlock, label_block
from blog.html.placeholder import own_paragraph


class MathBlock(PartBlock, blocks.StructBlock):
    """A display formula in LaTeX; with a label it has a number."""

    latex = VerbatimBlock(
        rows=3, max_length=5_000, label=_("LaTeX"), help_text=_("Without dollar signs.")
    )
    label = label_block("eq:loss", "(1)")

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        latex, label = (value.get("latex") or "").strip(), value.get("label") or ""
        if latex:
            formula = context["manuscript"].formula(
                latex, is_display=True, label=label, is_block=True, is_whole=True
            )
            context["paragraph"] = own_paragraph(formula)
        return context

    def to_markdown(self, value: blocks.StructValue) -> str:
        latex, label = (value.get("latex") or "").strip(), value.get("label")
        # A blank line would end the formula.
        lines = "\n".join(line for line in latex.splitlines() if line.strip())
        return f"$$\n{lines}\n$$" + (f" {{#{label}}}" if label else "") if lines else ""

    class Meta:
        icon = "formula"
        label = _("Formula")
        description = _("A formula in LaTeX, numbered when it has a label.")
        template = "blog/blocks/math_block.html"
        preview_value = {
            "latex": r"\nabla_\theta J(\theta) = \mathbb{E}_{\tau \sim \pi_\theta}"
            r"\left[ \sum_{t=0}^{T} \nabla_\theta \log \pi_\theta(a_t \mid s_t) R(\tau) \right]",
        }
