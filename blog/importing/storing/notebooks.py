"""Stores what a notebook was, and brings its next version into a post that was edited since."""

import json
from typing import Any

from blog.blocks.provenance import raw_provenance, rows_of
from blog.importing.entry import Entry, Remark, Subject
from blog.importing.storing.cell_keys import kept_facts, with_ids
from blog.importing.storing.merging import Merged, merge
from blog.models import BlogPostPage, ImportedFile, ImportedNotebook

Json = dict[str, Any]


def facts_of(entry: Entry, record: ImportedFile | None) -> Json | None:
    """Return what is stored of an entry that is a notebook; the ids of its blocks are set."""
    if entry.notebook is None:
        return None
    known = notebook_of(record)
    stored = {"root": known.root, "cells": known.cells} if known else None
    facts = kept_facts(entry.notebook, stored, path=entry.path)
    entry.body = with_ids(entry.body, facts)
    return facts


def notebook_of(record: ImportedFile | None) -> ImportedNotebook | None:
    """Return what is known of a file as a notebook; None for another file."""
    return ImportedNotebook.objects.filter(file=record).first() if record else None


def raw_body(post: BlogPostPage) -> list[Json]:
    """Return a post's body as JSON has it."""
    return json.loads(json.dumps(post.body.get_prep_value(), default=str))


def keep_notebook(
    record: ImportedFile, facts: Json, entry: Entry, blocks: list[Json], *, is_edited: bool = False
) -> None:
    """Store what a notebook was, its blocks as it gave them."""
    fields = {**facts, "title": entry.title, "teaser": entry.teaser, "blocks": blocks}
    fields["provenance"] = entry.tested_with
    if is_edited:
        fields["is_edited"] = True
    ImportedNotebook.objects.update_or_create(file=record, defaults=fields)


def keep_placed_links(post: BlogPostPage) -> None:
    """Store a new post's body, if it is a notebook's, once its links to other posts are placed."""
    notebook = ImportedNotebook.objects.filter(file__post=post).first()
    if notebook is not None:
        notebook.blocks = raw_body(post)
        notebook.save(update_fields=["blocks"])


def merge_into(
    post: BlogPostPage, entry: Entry, known: ImportedNotebook, *, ours: list[Json]
) -> None:
    """Merge a notebook's new version, which is the post's body now, with what editors made of it.

    `ours` is that, and `post` otherwise is as they left it; what they should look at is noted in
    the entry.
    """
    merged = merge(known.blocks, ours, raw_body(post))
    field = post._meta.get_field("body")
    post.body = field.stream_block.to_python(merged.blocks)
    for name in ("title", "teaser"):
        before, here, theirs = (getattr(each, name) for each in (known, post, entry))
        setattr(post, name, theirs if here == before else here)
        if here not in (before, theirs) and theirs != before:
            what = f"{name} changed here and in the file, ours kept"
            entry.remarks.append(Remark(entry.path, what, theirs[:200], Subject.WARNING))
    if rows_of(post.provenance) == (known.provenance or []):  # else an editor changed it
        post.provenance = raw_provenance(entry.tested_with)
    entry.remarks += _remarks(merged, entry)


def _remarks(merged: Merged, entry: Entry) -> list[Remark]:
    return [
        Remark(entry.path, what, _words_of(block), Subject.WARNING) for what, block in merged.told
    ]


def _words_of(block: Json) -> str:
    """Return by what an editor knows a block: how its text begins."""
    value = block["value"]
    texts = value.values() if isinstance(value, dict) else [value]
    words = next((each for each in texts if isinstance(each, str) and len(each) > 12), "")
    return f"{block['type']}: {' '.join(words.split())[:120]}"
