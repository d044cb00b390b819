"""Writes figures, tables, formulas and references with their numbers, as HTML and as words."""

from django.utils.html import escape
from django.utils.translation import gettext

from blog.document.document import Numbered
from blog.document.latex_to_mathml import Converted
from blog.document.pieces import ANCHORED, ID, FormulaPiece


def numbered_name(item: Numbered) -> str:
    """Return what a caption begins with, as `Figure 2`; nothing for a section."""
    names = {"figure": gettext("Figure"), "table": gettext("Table"), "listing": gettext("Listing")}
    return f"{names[item.kind]} {item.number}" if item.kind in names else ""


def reference_text(item: Numbered) -> str:
    """Return what `[@label]` reads as."""
    if item.kind == "equation":
        return f"({item.number})" if item.number else item.label
    if item.kind == "section":
        return item.caption
    return numbered_name(item)


def target_html(item: Numbered, role: str) -> str:
    """Return what a target becomes in a role: its number as a link, its id, or both in one."""
    if role == ID:
        return escape(item.id)
    if item.kind == "section":
        return ""
    anchor = f' id="{escape(item.id)}"' if role == ANCHORED else ""
    return f'<a class="number"{anchor} href="#{escape(item.id)}">{escape(numbered_name(item))}</a>'


def formula_html(piece: FormulaPiece, converted: Converted) -> str:
    """Return a formula in its frame: displayed, or in its line."""
    if not piece.formula.is_display or converted.error:
        return f"<p>{converted.html}</p>" if piece.is_block else converted.html
    numbers = ", ".join(dict.fromkeys(converted.labels.values()))
    label = escape(f"{gettext('Equation')} {numbers}" if numbers else gettext("Formula"))
    tag = "div" if piece.is_block else "span"
    anchor = f' id="{piece.anchor}"' if piece.is_whole else ""
    frame = f'class="equation"{anchor} tabindex="0" role="group" aria-label="{label}"'
    return f"<{tag} {frame}>{converted.html}</{tag}>"
