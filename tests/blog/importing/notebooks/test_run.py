"""What a notebook keeps of its run fills the provenance of its post."""

import pytest

from blog.blocks.provenance import raw_provenance, rows_of
from blog.importing.markdown.reader import import_folder
from blog.importing.notebooks.run import rows_of_run
from tests.blog.importing.folders import imported
from tests.blog.importing.notebooks.making import PYTHON, code, markdown, read, write_notebook

PAPERMILL = {
    "version": "2.6.0",
    "parameters": {"alpha": 0.1, "seed": 42, "deep": True, "names": ["a"]},
    "start_time": "2026-05-01T23:59:00.123456",
    "end_time": "2026-05-02T00:03:12",
    "duration": 251.7,
}
PYTHON_ROW = {"software": "Python", "version": "3.11.7"}


def run_of(metadata, *cells, kernel="Python 3"):
    made_by = {"kernel": kernel, "language": "python", "language_version": "3.11.7"}
    return rows_of_run(metadata, cells, made_by)


def timed(start, end):
    cell = code("x")
    cell["metadata"]["execution"] = {"iopub.execute_input": start, "shell.execute_reply": end}
    return cell


def test_papermill_says_with_what_and_how_long(tmp_path):
    jupytext = {"text_representation": {"jupytext_version": "1.16.1"}}
    metadata = {**PYTHON, "papermill": PAPERMILL, "jupytext": jupytext}
    entry = read(tmp_path, markdown("# A"), code("x"), metadata=metadata)
    assert entry.tested_with == [
        PYTHON_ROW,
        {"software": "papermill", "version": "2.6.0"},
        {"software": "Jupytext", "version": "1.16.1"},
        {"parameters": "alpha = 0.1, seed = 42, deep = true"},
        {"date": "2026-05-01"},
        {"run_time": "4 min 12 s"},
    ]


def test_else_the_cells_times_do():
    cells = [
        timed("2026-05-02T10:00:00Z", "2026-05-02T11:30:00Z"),
        timed("2026-05-01T10:00:00Z", "2026-05-01T10:05:00Z"),
        code("y"),
    ]
    assert run_of({}, *cells, kernel="gpu-lab") == [
        PYTHON_ROW,
        {"software": "gpu-lab"},
        {"date": "2026-05-01"},
        {"run_time": "1 h 35 min"},
    ]


@pytest.mark.parametrize(
    "metadata",
    [
        {"papermill": []},
        {"papermill": {"parameters": 3, "duration": float("nan"), "start_time": 5}},
        {"papermill": {"duration": -1, "start_time": "0001-01-01T00:00:00+23:00"}},
        {"papermill": {"duration": float("inf"), "version": {}}},
        {"jupytext": {"text_representation": "x"}},
    ],
)
def test_broken_metadata_says_nothing(metadata):
    assert run_of(metadata, "no cell", timed(5, None), timed("x", "y")) == [PYTHON_ROW]


def test_the_head_of_a_notebook_comes_first(tmp_path):
    head = markdown("---\ntitle: A\ntested_with:\n- hardware: one GPU\n---")
    assert read(tmp_path, head, code("x")).tested_with == [{"hardware": "one GPU"}]


def test_the_next_version_changes_what_no_editor_typed(blog, tmp_path):
    def come_in(version, source):
        metadata = {**PYTHON, "language_info": {"name": "python", "version": version}}
        cells = markdown("# A\n\nText."), code(source)
        import_folder(write_notebook(tmp_path, *cells, metadata=metadata), index=blog)

    come_in("3.11.7", "x")
    post = imported("work.ipynb")
    assert rows_of(post.provenance) == [PYTHON_ROW]
    post.title = "Ours"
    post.save_revision()
    come_in("3.12.1", "y")
    draft = imported("work.ipynb").get_latest_revision_as_object()
    assert rows_of(draft.provenance) == [{"software": "Python", "version": "3.12.1"}]
    draft.provenance = raw_provenance([{"hardware": "A laptop"}])
    draft.save_revision()
    come_in("3.13", "z")
    draft = imported("work.ipynb").get_latest_revision_as_object()
    assert rows_of(draft.provenance) == [{"hardware": "A laptop"}]
