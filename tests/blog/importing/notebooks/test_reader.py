"""A notebook's cells become blocks in their order, and nothing of it is lost unsaid."""

import pytest

from tests.blog.importing.folders import SVG, png, told, values
from tests.blog.importing.notebooks.making import (
    code,
    in_base64,
    kinds,
    markdown,
    notebook,
    read,
    shown,
    stream,
)


def test_a_notebook_is_read_cell_by_cell(tmp_path):
    entry = read(
        tmp_path,
        markdown("# Training a model\n\nWhat we tried over the last month."),
        code("%time x = 1\nx", stream("1\n"), stream("2\n")),
        markdown("And so on, with $a^2$."),
    )
    assert entry.title == "Training a model"
    assert entry.teaser == "What we tried over the last month."
    # What stands below the title stands there alone.
    assert kinds(entry) == ["code", "output", "markdown"]
    assert values(entry, "code") == [{"language": "python", "code": "%time x = 1\nx"}]
    assert values(entry, "output") == [{"kind": "text", "text": "1\n2"}]
    assert entry.notebook.made_by["kernel"] == "Python 3"
    assert entry.notebook.made_by["language_version"] == "3.11.7"


@pytest.mark.parametrize(
    "first",
    ["One two.", "# A", "A *marked* text of four words.", "- a list of four words", "x " * 200],
)
def test_what_is_no_summary_stays_in_the_text(tmp_path, first):
    entry = read(tmp_path, markdown("# Title"), code("x"), markdown(first))
    assert entry.teaser == ""
    entry = read(tmp_path, markdown(f"# Title\n\n{first}\n\nMore of it, in four words."))
    assert entry.teaser in ("", "More of it, in four words.")
    assert first.strip("# ") in str(entry.body)


def test_each_output_has_its_best_form(tmp_path):
    table = "<div><style scoped>td {}</style><table><tr><td>1</td></tr></table></div>"
    entry = read(
        tmp_path,
        code(
            "show()",
            shown(image_png=in_base64(png()), text_plain="<Figure size 640x480 with 1 Axes>"),
            shown(image_svg=SVG.decode()),
            shown(text_html=table, text_plain="   0\n0  1"),
            shown(text_latex="$\\displaystyle x^2$", text_plain="x**2"),
            shown(text_markdown="**bold**"),
            shown(text_plain="42"),
        ),
    )
    assert kinds(entry)[1:] == ["output", "output", "output", "math", "markdown", "output"]
    first, second, third, _last = values(entry, "output")
    assert (first["kind"], second["kind"], third["kind"]) == ("image", "image", "table")
    assert "style" not in third["text"]
    assert values(entry, "math") == [{"latex": "x^2"}]
    assert "style sheets of outputs, left out" in told(entry)
    assert len(entry.pictures) == 2


def test_a_picture_comes_once_however_often_it_is_shown(tmp_path):
    picture = shown(image_png=in_base64(png()))
    entry = read(tmp_path, code("a", picture), code("b", picture))
    assert len(entry.pictures) == 1
    one, two = values(entry, "output")
    assert one["image"] == two["image"]


def test_a_traceback_loses_its_colours(tmp_path):
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no",
             "traceback": ["\x1b[0;31mValueError\x1b[0m: no"]}  # fmt: skip
    entry = read(tmp_path, code("1/0", error))
    assert values(entry, "output") == [{"kind": "error", "text": "ValueError: no"}]


@pytest.mark.parametrize(
    ("tag", "left"),
    [
        ("remove-cell", []),
        ("hide-input", ["output"]),
        ("remove-input", ["output"]),
        ("hide-output", ["code"]),
        ("remove-output", ["code"]),
    ],
)
def test_tags_say_what_is_shown(tmp_path, tag, left):
    entry = read(tmp_path, code("x", stream("1"), tags=(tag,)))
    assert kinds(entry) == left
    assert any("left out" in note.what for note in entry.remarks)


def test_quartos_options_say_what_is_shown(tmp_path):
    lines = "#| echo: false\n#| label: fig-loss\n#| fig-cap: The loss.\n#| fig-alt: A falling line."
    entry = read(tmp_path, code(f"{lines}\nplot()", shown(image_png=in_base64(png()))))
    (figure,) = values(entry, "figure")
    assert (figure["label"], figure["caption"]) == ("fig-loss", "The loss.")
    assert figure["image"]["alt_text"] == "A falling line."
    assert kinds(entry) == ["figure"]


def test_scripts_are_told_and_their_static_form_is_shown(tmp_path):
    widget = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=7)"}
    script = shown(text_html="<script>alert(1)</script>", text_plain="<IPython.HTML object>")
    entry = read(
        tmp_path,
        code("a", {"output_type": "display_data", "metadata": {}, "data": widget}, script),
    )
    assert values(entry, "output") == [{"kind": "text", "text": "IntSlider(value=7)"}]
    places = {note.what: note.place for note in entry.remarks}
    assert places["output that has no form to be shown in, left out"] == "work.ipynb cell 1"
    assert "interactive output, shown in its static form" in places


def test_attached_pictures_and_raw_html_come_in(tmp_path):
    (tmp_path / "plot.png").write_bytes(png("blue"))
    attached = {"a b.png": {"image/png": in_base64(png("green"))}}
    entry = read(
        tmp_path,
        markdown("![Green](attachment:a%20b.png)", attachments=attached),
        markdown('<img src="plot.png" width="200" alt="Blue">'),
    )
    assert len(entry.pictures) == 2
    assert [each["image"]["alt_text"] for each in values(entry, "figure")] == ["Green", "Blue"]


def test_notebooks_link_to_each_other_and_to_texts(tmp_path):
    (tmp_path / "other.ipynb").write_text(notebook(markdown("# Other")))
    (tmp_path / "text.md").write_text("# Text")
    entry = read(tmp_path, markdown("[a](other.ipynb#Some-Part) [b](text.md)"))
    assert entry.links == ["other.ipynb", "text.md"]


def test_quartos_first_cell_is_front_matter(tmp_path):
    head = {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Said\ndate: 2024-01-02\n---"}
    entry = read(tmp_path, head, markdown("# Said\n\ntext"))
    assert (entry.title, entry.date.year, kinds(entry)) == ("Said", 2024, ["markdown"])


def test_the_language_is_the_kernels_or_the_magics(tmp_path):
    entry = read(tmp_path, code("%%bash\nls"), code("%%writefile a.yaml\na: 1"), code("f(x)"),
                 metadata={"language_info": {"name": "julia"}})  # fmt: skip
    assert [each["language"] for each in values(entry, "code")] == ["bash", "yaml", "julia"]


def test_format_3_is_read_too(tmp_path):
    cells = [
        {"cell_type": "heading", "level": 1, "metadata": {}, "source": "Old"},
        {"cell_type": "code", "input": "x", "language": "python", "metadata": {}, "outputs": [
            {"output_type": "pyout", "prompt_number": 1, "metadata": {}, "text": ["1"]},
            {"output_type": "display_data", "metadata": {}, "png": in_base64(png())}]},
    ]  # fmt: skip
    entry = read(
        tmp_path, nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}]
    )
    assert (entry.title, kinds(entry)) == ("Old", ["code", "output", "output"])


def test_jupyters_coloured_boxes_are_callouts(tmp_path):
    box = '<div class="alert alert-block alert-warning">\n<b>Note:</b> Mind\n\nthe *gap*.\n</div>'
    entry = read(tmp_path, markdown(f"{box}\n\n```\n{box}\n```"))
    text, code_ = entry.body[0]["value"], values(entry, "code")[0]["code"]
    assert text == "> [!WARNING]\n> <b>Note:</b> Mind\n>\n> the *gap*."
    assert code_ == box


def test_an_interactive_output_with_all_it_needs_is_a_figure(tmp_path):
    html = "<div></div><script>var drawn = 1</script>"
    plot = shown(image_png=in_base64(png()), text_html=html, text_plain="Plot")
    entry = read(tmp_path, code("#| fig-cap: The loss.\nplot()", plot))
    (figure,) = values(entry, "interactive")
    assert figure["title"] == "The loss."
    assert [each.read() for each in entry.attachments] == [html.encode()]


def test_one_that_loads_from_elsewhere_is_its_picture_and_the_export_is_said(tmp_path):
    html = '<div class="plotly-graph-div"></div><script src="https://cdn.plot.ly/x.js"></script>'
    entry = read(tmp_path, code("p", shown(image_png=in_base64(png()), text_html=html)))
    assert kinds(entry) == ["code", "output"]
    assert any("include_plotlyjs=True" in note.what for note in entry.remarks)
