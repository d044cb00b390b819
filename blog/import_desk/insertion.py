"""Reads a notebook that is dropped into a post's editor as blocks, to be put into the form."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from blog.import_desk.permissions import may_add_images, open_blogs
from blog.importing.archives.entry_names import RefusedEntryError, clean_path
from blog.importing.entry import Entry, UnreadableError
from blog.importing.files.reading import PictureReader
from blog.importing.folder import Folder, is_notebook
from blog.importing.markdown.reader import markdown_sources
from blog.importing.placeholders import place_links
from blog.importing.storing.cell_keys import kept_facts, with_ids
from blog.importing.storing.media import Library, atomic_with_files
from blog.importing.storing.writing import Shelf, placed_body
from blog.importing.work_folder import PREFIX, unpacking_root
from blog.markdown.writing import escaped
from blog.models import BlogPostPage
from blog.pictures.decoder import one_decoder

MAX_TOLD = 20
# One request brings no more; an import sends a file in parts. `notebook_insertion.js` knows it too.
MAX_BYTES = 20 * 1024 * 1024


@require_POST
def insert_notebook(request: HttpRequest) -> JsonResponse:
    """Answer the notebook `file` as `blocks` for the editor's form; else `error` with status 400.

    Its `title` and `teaser` come as texts, and as blocks for a post that has its own.
    Its pictures become images of the library for whoever may add some. `told` are lines on what
    could not be placed. Nothing else is kept: the post is saved by its form.
    """
    if not open_blogs(request.user):
        return JsonResponse({"error": _("You may not add posts.")}, status=403)
    file = request.FILES.get("file")
    if file is None or not is_notebook(file.name or ""):
        return JsonResponse({"error": _("No notebook arrived.")}, status=400)
    try:
        return JsonResponse(_read(file, request.user))
    except (UnreadableError, RefusedEntryError) as error:
        return JsonResponse({"error": str(error)}, status=400)


def _read(file: UploadedFile, user: AbstractBaseUser) -> dict[str, Any]:
    if (file.size or 0) > MAX_BYTES:
        raise UnreadableError(_("It is over 20 MB: import it on the page of its blog."))
    name = clean_path(Path(file.name or "").name)
    with TemporaryDirectory(dir=unpacking_root(), prefix=PREFIX) as place:
        with (Path(place) / name).open("wb") as copy:
            copy.writelines(file.chunks())
        return _blocks_of(Path(place), name, user)


def _blocks_of(place: Path, name: str, user: AbstractBaseUser) -> dict[str, Any]:
    with (
        one_decoder(),
        closing(PictureReader(known=Library(), may_add=may_add_images(user))) as pictures,
    ):
        folder = Folder(place, only=name, pictures=pictures)
        folder.takes_documents = False
        (source,) = markdown_sources(folder)
        entry = source.read()
        assert entry.notebook is not None
        facts = kept_facts(entry.notebook, None, path=name)
        entry.body = _head_blocks(entry, name) + with_ids(entry.body, facts)
        with atomic_with_files() as new:
            body = placed_body(entry, shelf=Shelf(Path(name).stem, user=user, new=new))
    title, teaser, *blocks = _form_states(place_links(body, {}))
    return {
        "title": {"text": entry.title, "block": title},
        "teaser": {"text": entry.teaser, "block": teaser},
        "blocks": blocks,
        "told": _told(entry),
    }


def _head_blocks(entry: Entry, name: str) -> list[dict[str, Any]]:
    """Return the title and the summary as blocks, for a post that has others already."""
    texts = {"title": f"## {escaped(entry.title)}", "teaser": escaped(entry.teaser)}
    return [
        {"type": "markdown", "value": text, "id": str(uuid5(NAMESPACE_URL, f"{name}#{part}"))}
        for part, text in texts.items()
    ]


def _form_states(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return raw blocks as the editor's widget takes them."""
    stream = BlogPostPage._meta.get_field("body").stream_block
    return [
        {
            "type": child.block_type,
            "id": child.id,
            "value": child.block.get_form_state(child.value),
        }
        for child in stream.to_python(body)
    ]


def _told(entry: Entry) -> list[str]:
    """Return what could not be placed, each once, the first of many."""
    lines = dict.fromkeys(
        f"{remark.place}: {remark.what}" + (f" ({remark.detail[:100]})" if remark.detail else "")
        for remark in entry.remarks
    )
    shown = list(lines)[:MAX_TOLD]
    if more := len(lines) - len(shown):
        shown.append(ngettext("and %d more", "and %d more", more) % more)
    return shown
