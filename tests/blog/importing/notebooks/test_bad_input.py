"""What is no notebook, or a hostile one, is told by its file and cell; the rest stands."""

import json
import time

import pytest

from blog.importing.entry import UnreadableError
from blog.importing.folder import MAX_NOTEBOOK_BYTES
from blog.importing.markdown.reader import import_folder
from blog.importing.notebooks import pictures
from blog.importing.notebooks.cells import read_cell
from tests.blog.importing.folders import imported, outcomes, told, values
from tests.blog.importing.notebooks.making import (
    code,
    in_base64,
    kinds,
    markdown,
    notebook,
    read,
    shown,
    stream,
    write_notebook,
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "malformed JSON (line 1)"),
        ('{"cells": [\n{', "malformed JSON (line 2)"),
        ("[1]", "its JSON is no object"),
        ("{}", "format 3"),
        ('{"nbformat": 4}', "without a list of cells"),
        ('{"nbformat": 4, "cells": {}}', "without a list of cells"),
        ('{"nbformat": 99, "cells": []}', "not known"),
        ('{"nbformat": "x", "cells": []}', "not known"),
        ('{"nbformat": 3, "worksheets": 5}', "format 3"),
        ("[" * 100_000, "nested too deeply"),
        (notebook(*[markdown("x")] * 10_000), "10,000 cells"),
        (notebook(code("x" * 1_100_000)), "1,000,000 characters"),
    ],
)
def test_what_is_no_notebook_fails_alone(blog, tmp_path, text, why):
    (tmp_path / "bad.ipynb").write_text(text)
    write_notebook(tmp_path, markdown("# Good"))
    report = import_folder(tmp_path, index=blog)
    assert outcomes(report) == {"CREATED": 1, "FAILED": 1}
    ((path, reason),) = [(each.path, each.what) for each in report.failures]
    assert path == "bad.ipynb"
    assert why in reason


def test_a_huge_notebook_is_not_even_read(blog, tmp_path):
    with (tmp_path / "huge.ipynb").open("wb") as file:
        file.truncate(MAX_NOTEBOOK_BYTES + 1)
    report = import_folder(tmp_path, index=blog)
    assert "over 32 MB" in report.failures[0].what


def test_wrong_types_are_told_by_cell_and_the_rest_stands(tmp_path):
    wrong = [
        5, None, "text", {"cell_type": "other"}, {"cell_type": "markdown", "source": 7},
        {"cell_type": "code", "source": ["x", 3, "\ny"], "outputs": "none", "metadata": []},
        {"cell_type": "code", "source": "z", "outputs": [
            7, {"output_type": "stream"}, {"output_type": []}, {"output_type": "error"},
            {"output_type": "display_data", "data": 3},
            {"output_type": "display_data", "data": {"text/plain": {"a": 1}}},
            {"output_type": "stream", "text": ["ok", 5]}]},
    ]  # fmt: skip
    entry = read(tmp_path, *wrong, markdown("The end."))
    assert [each["code"] for each in values(entry, "code")] == ["x\ny", "z"]
    assert values(entry, "output")[-1] == {"kind": "text", "text": "ok"}
    assert values(entry, "markdown") == ["The end."]
    cells = {note.what: note.line for note in entry.remarks if note.is_cell}
    assert cells["outputs of a cell that are no list"] == 6
    assert cells["output that is no object"] == 7
    assert cells["output of the wrong type"] == 7
    assert cells["source of a cell that is no text"] == 5


@pytest.mark.parametrize("data", ["!!!", "AAAA", "", "iVBORw0KGgo=", ["x"], "é" * 50])
def test_a_picture_that_is_none_gives_way_to_its_text(tmp_path, data):
    entry = read(tmp_path, code("p", shown(image_png=data, text_plain="a plot")))
    assert values(entry, "output") == [{"kind": "text", "text": "a plot"}]
    (note,) = [each for each in entry.remarks if each.subject.name == "PICTURE"]
    assert note.place == "work.ipynb cell 1"


def test_hostile_html_and_drawings_do_nothing(blog, tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    table = (
        "<table onclick='x()'><tr><td><a href='javascript:alert(2)'>x</a>"
        "<img src=x onerror=alert(3)></td></tr></table>"
    )
    write_notebook(
        tmp_path,
        markdown("# T\n\n<script>alert(4)</script><iframe src=//evil.example></iframe>"),
        code("a", shown(image_svg=drawing, text_plain="drawn"), shown(text_html=table)),
        code("b", shown(text_html="<b onmouseover=alert(5)>bold</b>")),
        code("c", shown(text_markdown="<img src=x onerror=alert(6)>")),
    )
    import_folder(tmp_path, index=blog, publish=True)
    html = str(imported("work.ipynb").document_of_body().html)
    assert "bold" in html
    for bad in ("<script", "onclick", 'onerror="', "onerror=alert(3", "<iframe", "javascript:"):
        assert bad not in html.replace("&lt;", "‹")


def test_notebooks_may_link_in_circles(blog, tmp_path):
    write_notebook(tmp_path, markdown("# A\n\n[b](b.ipynb) [a](a.ipynb)"), name="a.ipynb")
    write_notebook(tmp_path, markdown("# B\n\n[a](a.ipynb)"), name="b.ipynb")
    report = import_folder(tmp_path, index=blog)
    assert outcomes(report) == {"CREATED": 2}
    a, b = imported("a.ipynb"), imported("b.ipynb")
    assert f"page:{a.pk}" in str(b.body[0].value)
    assert f"page:{b.pk}" in str(a.body[0].value)
    assert outcomes(import_folder(tmp_path, index=blog)) == {"UNCHANGED": 2}


def test_endless_output_is_cut_and_told(tmp_path):
    entry = read(tmp_path, *[code("f()", stream("line\n" * 100_000)) for _ in range(12)])
    assert sum(len(each["text"]) for each in values(entry, "output")) < 710_000
    assert sum(note.what == "output too long for a post, cut" for note in entry.remarks) == 12


def test_many_outputs_of_a_cell_are_bounded(tmp_path):
    entry = read(tmp_path, code("f()", *[shown(text_plain=str(n)) for n in range(1_000)]))
    assert len(values(entry, "output")) == 200
    assert "outputs past the 200th of a cell" in told(entry)


def test_unclosed_style_sheets_take_no_square_of_time(tmp_path):
    start = time.process_time()
    read(tmp_path, code("f()", shown(text_html="<style" * 200_000)))
    assert time.process_time() - start < 5  # measured: 200 → 0.3 s


def test_the_name_of_an_object_is_short(tmp_path):
    start = time.process_time()
    read(tmp_path, code("f()", shown(text_plain="<" + "Figure size " * 20 + "x" * 4_000_000)))
    assert time.process_time() - start < 5  # measured: 26 → 0.2 s


def test_an_attachment_named_again_and_again_fills_no_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_ATTACHED", 1_000)
    data = in_base64(b"x" * 300)
    cell = markdown("![](attachment:a) " * 50, attachments={"a": {"image/png": data}})
    drawn = pictures.with_attachments(read_cell(cell, 1, []))
    assert (drawn.count(data), drawn.count("attachment:a")) == (2, 48)


def test_private_signs_and_nul_forge_nothing(tmp_path):
    entry = read(tmp_path, markdown("\ue000picture:0\ue001 \0"), code("\ue000document:0\ue001"))
    assert "\ue000" not in json.dumps(entry.body, ensure_ascii=False)


def test_options_that_cannot_be_read_stay_code(tmp_path):
    entry = read(tmp_path, code("#| a: [\n#| b: {\nx"))
    assert values(entry, "code")[0]["code"] == "#| a: [\n#| b: {\nx"
    assert "options of a cell that can't be read, kept as code" in told(entry)
    assert kinds(entry) == ["code"]


def test_a_broken_head_names_its_cell(tmp_path):
    with pytest.raises(UnreadableError, match="cell 1"):
        read(tmp_path, {"cell_type": "raw", "source": "---\na: [\n---\n"})


def test_halves_of_signs_become_signs_of_that(blog, tmp_path):
    broken = shown(text_plain="\udc00", text_html="<p>\ud83d</p>")
    write_notebook(tmp_path, markdown("# T\ud800\n\nx\ud800"), code("y\ud800", broken))
    report = import_folder(tmp_path, index=blog)
    assert outcomes(report) == {"CREATED": 1}
    assert imported("work.ipynb").body[0].value == "x\ufffd"
