"""Reads a folder of Markdown files as entries."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser

from blog.editor.problem_places import lines_holding
from blog.importing.archives.opening import opened
from blog.importing.dialects.translator import Translator
from blog.importing.entry import Entry, Remark, Source, UnreadableError, no_lines
from blog.importing.files.reading import PictureReader
from blog.importing.files.remote import Fetcher
from blog.importing.folder import Folder, is_notebook
from blog.importing.formats import find_export
from blog.importing.importer import Progress, import_sources, never
from blog.importing.markdown.archive import Archive, decoded
from blog.importing.markdown.body import read_body
from blog.importing.markdown.described import described_entry
from blog.importing.notebooks.reader import read_notebook
from blog.importing.reporting.other_files import count_other_files
from blog.importing.reporting.report import Report
from blog.importing.storing.media import Library
from blog.importing.targets import Targets
from blog.importing.topics_file import take_topics
from blog.models import BlogIndexPage
from blog.pictures.decoder import one_decoder


def import_folder(
    path: Path,
    *,
    index: BlogIndexPage,
    source: str = "",
    was: str = "",
    has_git_dates: bool = False,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    progress: Progress | None = None,
    dialect: str = "",
    fetch_images: bool = False,
    may_add_images: bool = True,
    may_add_documents: bool = True,
    is_dry: bool = False,
    report: Report | None = None,
    is_stopped: Callable[[], bool] = never,
) -> Report:
    """Import a folder's Markdown files and their images into a blog; a zip's, or one file alone.

    A second run brings only what changed since: `source` names the archive, else the folder's
    name does. New images go to a collection of the folder's name. `dialect` is one of
    `dialects.guess.NAMES`, else it is guessed; the report says which. Remote pictures are fetched
    if `fetch_images` says so, in a run that is not dry; those that an earlier run fetched are seen
    anyway. What may not be added stays out. With `was`, posts that are there already get their
    redirects too. For `was` and `has_git_dates` see `Archive`, for the rest `import_sources`.
    Raises `UnreadableError` for what can't be opened.
    """
    is_first_run = report is None
    with ExitStack() as exits:
        given = exits.enter_context(opened(path))
        folder = given.folder
        exits.enter_context(one_decoder())
        fetcher = Fetcher() if fetch_images and may_add_images and not is_dry else None
        pictures = PictureReader(known=Library(), fetcher=fetcher, may_add=may_add_images)
        folder.pictures = exits.enter_context(closing(pictures))
        folder.takes_documents = may_add_documents
        export = find_export(folder)
        name = folder.root.name or "Imported"
        translator = Translator(folder, dialect)
        archive = Archive(
            folder, dialect=translator.guess.name, was=was, has_git_dates=has_git_dates
        )
        report = import_sources(
            export.sources() if export else markdown_sources(folder, translator, archive),
            index=index,
            collection=name,
            source=source or (export.source if export else name),
            is_whole=not folder.only,
            publish=publish,
            user=user,
            progress=progress,
            is_dry=is_dry,
            fetches=fetch_images,
            redirects=bool(was),
            report=report,
            is_stopped=is_stopped,
        )
        left_out = {} if export or not is_first_run else folder.left_out
        remarks = [*given.remarks, *(export.remarks if export else ())]
        if report.is_complete and not is_dry:
            remarks += take_topics(folder, collection=name, user=user)
        for remark in [*remarks, *(Remark(each, why) for each, why in left_out.items())]:
            report.remark([remark])
        report.other_files = count_other_files(folder)
        report.dialect = export.system if export else str(translator.guess)
    return report


def markdown_sources(
    folder: Folder, translator: Translator | None = None, archive: Archive | None = None
) -> Iterator[Source]:
    """Yield the folder's Markdown files and notebooks, unread."""
    translator = translator or Translator(folder)
    archive = archive or Archive(folder, dialect=translator.guess.name)
    for path in folder.paths:
        read_file = read_notebook if is_notebook(path) else read_entry
        read = partial(read_file, folder, path, translator=translator, archive=archive)
        yield Source(path, folder.checksum(path), read)


def read_entry(
    folder: Folder,
    path: str,
    *,
    translator: Translator | None = None,
    archive: Archive | None = None,
) -> Entry:
    """Read one Markdown file, plain unless a translator knows better; raises `UnreadableError`."""
    head, fields, identity = (archive or Archive(folder)).read(path)
    translator = translator or Translator(folder, "plain")
    draft = translator.translate(head.body, path, first_line=head.body_line)
    targets = Targets(folder, path, first_line=head.body_line)
    targets.remarks += [
        Remark(path, each.what, each.detail, each.subject, head.line_of(each.key))
        for each in (*fields.remarks, *identity.remarks)
    ]
    cover = targets.cover(fields.cover, description=fields.cover_alt) if fields.cover else None
    body = read_body(draft.text, title=fields.title, targets=targets, first_line=head.body_line)
    targets.remarks = draft.told(targets.remarks)
    return described_entry(
        path,
        fields,
        identity,
        targets,
        title=body.title,
        cover=cover,
        body=body.blocks,
        lines_of=partial(_lines_of, folder, path),
    )


def _lines_of(folder: Folder, path: str, needles: Sequence[str]) -> list[int | None]:
    """Return the lines of a file that texts stand on; read anew, since it is seldom asked for."""
    try:
        return lines_holding(decoded(folder.read(path)), needles)
    except UnreadableError:  # it went away meanwhile
        return no_lines(needles)
