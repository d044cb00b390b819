"""Reads what a cell put out as stream blocks, each output in the best form that it came in."""

import json
from collections.abc import Iterator
from typing import Any

from blog.html.files.self_contained import export_line, loads_from_elsewhere
from blog.html.terminal_output import plain_output
from blog.importing.notebooks import bundles
from blog.importing.notebooks.bundles import Bundle
from blog.importing.notebooks.cells import Cell, text_of
from blog.importing.notebooks.pictures import shown_picture
from blog.importing.notebooks.texts import Texts
from blog.importing.placeholders import document_placeholder, without_placeholders
from search.database.columns import fitted

# What more a program printed is read by nobody.
MAX_OUTPUT = 100_000
# Of all that a notebook put out: a page takes a million characters.
MAX_OUTPUTS_IN_ALL = 700_000
MAX_CAPTION = 500
# As the block of an interactive figure takes them.
MAX_FIGURE, MAX_TITLE = 12 * 1024 * 1024, 200

Block = dict[str, Any]


class Outputs:
    """Reads the outputs of one notebook's cells.

    `sheets` counts style sheets that fell away, `mute` pictures without an alternative text.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._targets = texts.targets
        self._room = MAX_OUTPUTS_IN_ALL
        self.sheets = self.mute = 0

    def blocks(self, cell: Cell) -> Iterator[Block]:
        """Yield a cell's outputs as raw blocks, captions and labels at the first that takes one."""
        captions, alts = list(cell.options.captions), list(cell.options.alts)
        label = cell.options.label
        for output in cell.outputs:
            is_warning = output.get("name") == "stderr" and not cell.options.has_warnings
            if is_warning:
                self._targets.remark("warning hidden by its option, left out", "")
                continue
            alt = alts[0] if alts else ""
            for block in self._read(output, cell, alt):
                if "image" in block["value"]:
                    self._name(block, captions, label)
                    label, alts = "", alts[1:]
                yield block

    def _name(self, block: Block, captions: list[str], label: str) -> None:
        """Give a picture its caption; one with a label is a figure, which references name."""
        value = block["value"]
        if captions:
            value["caption"] = fitted(captions.pop(0), MAX_CAPTION)
        if label:
            block["type"] = "figure"
            del value["kind"]
            value |= {"label": label, "is_wide": False}

    def _read(self, output: dict[str, Any], cell: Cell, alt: str) -> Iterator[Block]:
        match output.get("output_type"):
            case "stream":
                yield from self._text("text", text_of(output.get("text")))
            case "error" | "pyerr":
                yield from self._text("error", _traceback(output))
            case "display_data" | "execute_result" | "pyout":
                yield from self._bundle(Bundle(output.get("data")), cell, alt)
            case other:
                self._targets.remark("output of a kind that is not known", str(other)[:60])

    def _bundle(self, bundle: Bundle, cell: Cell, alt: str) -> Iterator[Block]:
        if bundle.is_broken:
            self._targets.remark("output of the wrong type", ", ".join(bundle.kinds)[:200])
        if bundle.is_interactive and (figure := self._figure(bundle, cell, alt)):
            yield figure
            return
        for form in bundle.forms():
            if blocks := list(self._form(form, bundle, cell, alt)):
                if bundle.is_interactive:
                    what = "interactive output, shown in its static form"
                    self._targets.remark(what, form)
                yield from blocks
                return
        if any(kind != bundles.PLAIN for kind in bundle.kinds):
            what = "output that has no form to be shown in, left out"
            self._targets.remark(what, ", ".join(bundle.kinds)[:200])

    def _figure(self, bundle: Bundle, cell: Cell, alt: str) -> Block | None:
        """Return an output as an interactive figure; None where it lacks its picture, or all else.

        It needs a picture, and HTML that loads nothing.
        """
        html = bundle.text(bundles.HTML)
        if not html or not bundles.has_scripts(html):
            return None
        if loads := loads_from_elsewhere(html):
            what = f"interactive output that loads from elsewhere; export it by {export_line(html)}"
            self._targets.remark(what, loads[0])
            return None
        kind = next((kind for kind in bundles.PICTURES if kind in bundle.kinds), "")
        if not kind or len(html) > MAX_FIGURE:
            return None
        picture = shown_picture(kind, bundle.text(kind), cell, alt, self._targets)
        title = fitted(
            next(iter(cell.options.captions), "") or f"Figure of cell {cell.number}", 200
        )
        name = f"figure-{cell.number}.html"
        number = self._targets.files.figure_file(name, html.encode(), title=title)
        if picture is None or number is None:
            return None
        value = {"title": title, "image": picture, "file": document_placeholder(number)}
        return {"type": "interactive", "value": value}

    def _form(self, form: str, bundle: Bundle, cell: Cell, alt: str) -> Iterator[Block]:
        match form:
            case bundles.LATEX:
                yield {"type": "math", "value": {"latex": bundle.formula}}
            case bundles.MARKDOWN:
                yield from self._texts.markdown(bundle.text(form))
            case bundles.HTML:
                yield from self._html(bundle, cell)
            case bundles.PLAIN:
                yield from self._text("text", bundle.text(form))
            case bundles.JSON:
                code = json.dumps(bundle.json, ensure_ascii=False, indent=1)
                if len(code) <= MAX_OUTPUT:
                    code = without_placeholders(code)
                    yield {"type": "code", "value": {"language": "json", "code": code}}
            case _:
                picture = shown_picture(form, bundle.text(form), cell, alt, self._targets)
                if picture:
                    self.mute += not alt
                    yield {"type": "output", "value": {"kind": "image", "image": picture}}

    def _html(self, bundle: Bundle, cell: Cell) -> Iterator[Block]:
        html, sheets = bundle.html()
        self.sheets += sheets
        if not bundles.is_table(html):
            yield from self._texts.html(html)
        elif len(html) <= min(self._room, MAX_OUTPUT):
            self._room -= len(html)
            caption = fitted(cell.options.table_caption, MAX_CAPTION)
            yield {
                "type": "output",
                "value": {"kind": "table", "text": html.strip(), "caption": caption},
            }
        else:
            what = "table too long for a post, its plain text kept"
            self._targets.remark(what, f"{len(html):,} characters")

    def _text(self, kind: str, text: str) -> Iterator[Block]:
        text = plain_output(without_placeholders(text)).strip("\n")
        most = min(self._room, MAX_OUTPUT)
        if len(text) > most:
            kept = text[:most].rpartition("\n")[0] or text[:most]
            what = "output too long for a post, cut"
            self._targets.remark(what, f"{len(text) - len(kept):,} characters left out")
            text = kept
        self._room -= len(text)
        if text.strip():
            yield {"type": "output", "value": {"kind": kind, "text": text}}


def _traceback(output: dict[str, Any]) -> str:
    lines = output.get("traceback")
    if isinstance(lines, list) and lines:
        return "\n".join(line for line in lines if isinstance(line, str))
    return f"{text_of(output.get('ename'))}: {text_of(output.get('evalue'))}"
