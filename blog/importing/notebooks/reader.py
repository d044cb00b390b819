"""Reads a notebook of a folder as an entry: its cells in order, each as blocks of its own."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from blog.importing.dialects.translator import Translator
from blog.importing.entry import (
    CellMark,
    Entry,
    NotebookFacts,
    Remark,
    Subject,
    UnreadableError,
    no_lines,
)
from blog.importing.fields.values import cut
from blog.importing.folder import Folder
from blog.importing.markdown.archive import Archive
from blog.importing.markdown.described import described_entry
from blog.importing.notebooks.cells import Cell
from blog.importing.notebooks.head import head_of
from blog.importing.notebooks.languages import language_of
from blog.importing.notebooks.loading import load_notebook
from blog.importing.notebooks.outputs import MAX_CAPTION, Outputs
from blog.importing.notebooks.pictures import with_attachments
from blog.importing.notebooks.summary import take_summary
from blog.importing.notebooks.texts import Texts, at_cell
from blog.importing.targets import Targets

# Of a cell's source, to know it again when it was changed.
MAX_KNOWN = 400
_TEXTS = {"text/markdown": "markdown", "markdown": "markdown", "text/html": "html", "html": "html"}
_LANGUAGES = {"text/latex": "latex", "latex": "latex", "text/x-python": "python"}

Block = dict[str, Any]


def read_notebook(folder: Folder, path: str, *, translator: Translator, archive: Archive) -> Entry:
    """Read one notebook; raises `UnreadableError`."""
    _head, fields, identity = archive.read(path)
    notebook = load_notebook(folder.read(path))
    head_of(notebook)
    targets = Targets(folder, path)
    targets.remarks += [Remark(path, *told[:2], line=told[2], is_cell=True)
                        for told in notebook.remarks]  # fmt: skip
    on_keys = (*fields.remarks, *identity.remarks)
    targets.remarks += [Remark(path, each.what, each.detail, each.subject) for each in on_keys]
    cover = targets.cover(fields.cover, description=fields.cover_alt) if fields.cover else None
    marks = tuple(map(_mark_of, notebook.cells))
    teaser = fields.teaser or take_summary(notebook.cells)
    texts = Texts(targets, translator, fields.title)
    body = list(_Cells(texts, notebook.language).blocks(notebook.cells))
    return described_entry(
        path,
        fields,
        identity,
        targets,
        title=texts.title,
        cover=cover,
        body=body,
        teaser=teaser,
        lines_of=partial(_cells_holding, folder, path),
        notebook=NotebookFacts(notebook.made_by, marks),
        tested_with=fields.tested_with or notebook.tested_with,
    )


class _Cells:
    """Reads a notebook's cells as blocks; each block says which cell it is of."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self._outputs = Outputs(texts)
        self._remarks = texts.targets.remarks
        self._language = language

    def blocks(self, cells: list[Cell]) -> Iterator[Block]:
        for place, cell in enumerate(cells):
            start = len(self._remarks)
            blocks = list(self._read(cell))
            at_cell(self._remarks, start, cell.number)
            yield from ({**block, "cell": place} for block in blocks)
        if mute := self._outputs.mute:
            what = "pictures without a text, which “Picture texts” asks for"
            self._texts.targets.remark(what, str(mute), Subject.WARNING)
        if sheets := self._outputs.sheets:
            self._texts.targets.remark("style sheets of outputs, left out", str(sheets))

    def _read(self, cell: Cell) -> Iterator[Block]:
        if cell.options.is_left_out:
            self._tell_left_out("cell left out, as its tag says", cell)
        elif cell.kind == "code":
            yield from self._code(cell)
        elif not cell.source.strip():
            return
        elif cell.kind == "markdown":
            yield from self._texts.cell(with_attachments(cell))
        elif _TEXTS.get(cell.format) == "markdown":
            yield from self._texts.markdown(cell.source)
        elif _TEXTS.get(cell.format) == "html":
            yield from self._texts.html(cell.source)
        else:
            yield _listing(cell.source, _LANGUAGES.get(cell.format, "text"))

    def _code(self, cell: Cell) -> Iterator[Block]:
        options = cell.options
        if cell.source.strip() and options.has_code:
            block = _listing(cell.source.strip("\n"), language_of(cell.source, self._language))
            extra = {"caption": cut(options.code_caption, MAX_CAPTION), "label": options.code_label}
            block["value"] |= {name: each for name, each in extra.items() if each}
            yield block
        elif cell.source.strip():
            self._tell_left_out("code left out, as its tag says", cell)
        if options.has_outputs:
            yield from self._outputs.blocks(cell)
        elif cell.outputs:
            self._texts.targets.remark("outputs left out, as their tag says", "")

    def _tell_left_out(self, what: str, cell: Cell) -> None:
        first = cell.source.strip().partition("\n")[0]
        self._texts.targets.remark(what, first[:200])


def _listing(code: str, language: str) -> Block:
    return {"type": "code", "value": {"language": language, "code": code}}


def _mark_of(cell: Cell) -> CellMark:
    return CellMark(cell.id, cell.kind, cell.fingerprint, cell.source.strip()[:MAX_KNOWN])


def _cells_holding(folder: Folder, path: str, needles: Sequence[str]) -> list[int | None]:
    """Return the cells that texts stand in; read anew, since it is seldom asked for."""
    try:
        cells = load_notebook(folder.read(path)).cells
    except UnreadableError:  # it went away meanwhile
        return no_lines(needles)
    lines = [needle.strip().partition("\n")[0] for needle in needles]
    return [
        next((cell.number for cell in cells if line and line in cell.source), None)
        for line in lines
    ]
