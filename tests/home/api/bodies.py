"""What the tests of the API send."""

import json
from functools import cache
from io import BytesIO

from PIL import Image
from wagtail.api.v3.api import api

MARKDOWN = """---
teaser: Two lines
tags: [one, two words]
authors: [Ada Example]
---
# A post

Text with $\\frac{a}{b}$ and $\\nonsense{x}$.

## Part

![A curve](missing.png)
"""
CLEAN = "A text of *one* sentence.\n"


def new(blog, **fields):
    return {
        "meta": {"type": "blog.BlogPostPage", "parent_id": blog.pk},
        "title": "A post",
        **fields,
    }


def text(content, kind="db_markdown", **more):
    return {"format": kind, "content": content, **more}


def notebook(*cells):
    """Return a notebook's JSON: a Markdown cell for each text, a cell of code for each pair."""
    made = []
    for cell in cells:
        if isinstance(cell, str):
            made.append({"cell_type": "markdown", "metadata": {}, "source": cell})
            continue
        code, output = cell
        made.append({
            "cell_type": "code", "metadata": {}, "execution_count": 1, "source": code,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": output}],
        })  # fmt: skip
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def png():
    """Return the bytes of a small picture."""
    file = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


@cache
def document():
    """Return the API's description of itself, which takes half a second to make."""
    return api.get_openapi_schema(path_prefix="")


def operations():
    """Yield the method and the path of every operation that the document names."""
    fill = {"page_id": 1, "type": "blog.Tag", "type_name": "blog.BlogPostPage"}
    for path, methods in document()["paths"].items():
        parts = [part.strip("{}") if part.startswith("{") else "" for part in path.split("/")]
        for name in filter(None, parts):
            path = path.replace(f"{{{name}}}", str(fill.get(name, 1)))
        yield from ((method, path.lstrip("/")) for method in methods)
