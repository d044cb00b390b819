"""What a page loads from elsewhere is found; what it holds itself is not."""

import time

import pytest

from blog.html.files.self_contained import EXPORTS, export_line, loads_from_elsewhere


@pytest.mark.parametrize(
    ("html", "loads"),
    [
        ('<script src="https://cdn.plot.ly/plotly-3.0.min.js"></script>',
         ["https://cdn.plot.ly/plotly-3.0.min.js"]),
        ("<script src=plotly.js></script>", ["plotly.js"]),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', ["//cdn.example/x.css"]),
        ("<img src=/logo.png>", ["/logo.png"]),
        ("<style>@import 'a.css'; p { background: url(b.png) }</style>", ["a.css", "b.png"]),
        ('<script>import x from "https://esm.sh/x"</script>', ["https://esm.sh/x"]),
        ("<script>require.config({})</script>", ["require.config"]),
        ("<iframe src=https://e.example></iframe><base href=//b.example>",
         ["https://e.example", "//b.example"]),
        ("<meta http-equiv=refresh content='0;url=//e.example'>", ["0;url=//e.example"]),
        # What it holds, links, and what scripts only write about.
        ("<img src=data:image/png;base64,AA><a href=https://e.example>x</a>", []),
        ("<script>var s = '<script src=\"https://e.example\">'; fetch</script>", []),
        ('<script src="data:text/javascript,1"></script><link rel=canonical href=/x>', []),
        ("<style>p { background: url(data:image/png;base64,AA) }</style>", []),
        # A letter that grows as a small one.
        ("<title>İ</title><script>x</script><img src=/a.png>", ["/a.png"]),
        ("", []),
        ("<" * 3_000, []),
        ("<" * 10_000, ["more markup than can be checked"]),
    ],
)  # fmt: skip
def test_what_is_loaded_is_found(html, loads):
    assert loads_from_elsewhere(html) == loads


@pytest.mark.parametrize(
    ("html", "program"),
    [("<div class=plotly-graph-div>", "plotly"), ("Bokeh.embed", "bokeh"), ("vegaEmbed", "vega")],
)
def test_the_line_that_exports_it_whole_is_its_programs(html, program):
    assert export_line(html) == EXPORTS[program]


def test_of_an_unknown_program_all_three_are_said():
    assert export_line("<p>") == " | ".join(EXPORTS.values())


@pytest.mark.parametrize("piece", ["<a ", "<", "<!--", "<script", "</script>", "x='1' ", " "])
def test_what_would_take_long_is_bounded(piece):
    begun = time.process_time()
    loads_from_elsewhere(piece * 1_000_000)
    loads_from_elsewhere(f"<script>from{piece * 1_000_000}</script>")
    assert time.process_time() - begun < 10
