"""Cleans what programs print: terminal text of its escapes, and tables of unsafe HTML."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from blog.html.raw_html import settle_text
from blog.html.sanitising import sanitise

# ECMA-48: control sequences (CSI), operating-system commands (OSC), two-character escapes.
_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plain_output(text: str | None) -> str:
    """Return what a terminal would show at last: no escapes, progress bars at their end."""
    lines = _ESCAPE.sub("", text or "").replace("\r\n", "\n").split("\n")
    return _CONTROL.sub("", "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines))


def output_table(html: str | None) -> SafeString:
    """Return a table that a program printed as HTML, sanitised, in a frame that scrolls."""
    return mark_safe(scrollable_tables(bare_output_table(html)))


def bare_output_table(html: str | None) -> str:
    """Return such a table without the frame, and without what its program put around it."""
    settled = settle_text(html or "", foreign=True).html
    # The corner above an index heads nothing.
    clean = sanitise(settled).replace("<th></th>", "<td></td>")
    return clean.replace("<div>", "").replace("</div>", "")


def output_problems(html: str | None) -> list[tuple[str, str]]:
    """Return what is left out of such a table, counted, and what else an editor should know."""
    return settle_text(html or "", foreign=True).problems


def scrollable_tables(html: str) -> str:
    """Let wide tables in sanitised HTML scroll inside themselves, by keyboard too."""
    label = escape(gettext("Table"))
    frame = f'<div class="table" tabindex="0" role="group" aria-label="{label}">'
    html = html.replace("<table>", f"{frame}<table>")
    return html.replace("</table>", "</table></div>")
