"""Graphviz draws what it can at a bounded price, and reads no file."""

import pytest

from blog.diagrams.drawing import draw
from blog.diagrams.source import UndrawableError, digest_of, refuse_source
from tests.blog.diagrams.graphviz import needs_graphviz


@needs_graphviz
def test_a_drawing_is_an_svg_without_ways_elsewhere():
    source = 'digraph { a -> b [label="<script>"]; a [URL="javascript:alert(1)" tooltip="x"] }'
    svg = draw(source)
    assert b"<svg" in svg
    assert b"&lt;script&gt;" in svg
    for sign in (b"javascript", b"<script", b"<a", b"DOCTYPE", b'href="'):
        assert sign not in svg


@needs_graphviz
@pytest.mark.parametrize(
    "source",
    [
        "",
        "digraph {",
        "no graph",
        "digraph { a\0 }",
        "digraph { \ud800 }",
        "graph {" + " ".join(f"a{n} -- b{n};" for n in range(1_200)) + "}",
        "graph { a [peripheries=100000000] }",
        "graph { a [width=1000000 height=1000000] }",
        "graph {" + " ".join(f"{n} -- {m};" for n in range(52) for m in range(n)) + "}",
    ],
)
def test_what_cannot_be_drawn_is_told(source):
    with pytest.raises(UndrawableError, match=r"\w"):
        draw(source)


@pytest.mark.parametrize(
    "attribute",
    [
        'image="/etc/passwd"',
        'IMAGE = "/etc/passwd"',
        '"image"="a.png"',
        '"im" + "age"="a.png"',
        '"im" /* + */ + "age"="a.png"',
        '"im\\\nage"="a.png"',
        'image // x\n = "a.png"',
        'tip="//"; image // x\n = "a.png"',
        'tip="/*" image="a.png" tip="*/"',
        'label=<//> image // x\n = "a.png"',
        'label=<a "b> ] b ["ima" // x\n + "ge"="a.png"',
        "label=<<TABLE><TR><TD><IMG SRC='a.png'/></TD></TR></TABLE>>",
        "shape=epsf",
        'shapefile="a"',
        'stylesheet="https://other.example/a.css"',
        '_background="I 0 0 9 9 5 -a.png"',
        'imagepath="/etc"',
    ],
)
def test_no_attribute_reads_a_file(attribute):
    with pytest.raises(UndrawableError, match="would read a file"):
        refuse_source(f"digraph {{ a [{attribute}] }}")


def test_a_long_source_is_refused():
    with pytest.raises(UndrawableError, match="20,000"):
        refuse_source("a" * 1_000_000)


def test_the_words_of_a_source_are_its_own():
    refuse_source(
        'digraph { image -> shape [label="image = a \\"picture\\""] url="//e.org" // image=a\n'
        '# image=b\nplus [label="+"]; fold [label=<image="c">] }'
    )
    assert digest_of("a\r\nb\n") == digest_of("a\nb")
