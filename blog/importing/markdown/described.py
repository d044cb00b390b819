"""Makes entries of what front matter, path and text say, the same for each kind of file."""

from typing import Any

from blog.editor.short_forms import TextForm
from blog.importing.entry import Entry, Picture
from blog.importing.markdown.bibliography import add_sources
from blog.importing.markdown.body import title_from_name
from blog.importing.markdown.front_matter_keys import Fields
from blog.importing.markdown.identity import Identity
from blog.importing.targets import Targets


def described_entry(
    path: str,
    fields: Fields,
    identity: Identity,
    targets: Targets,
    *,
    title: str,
    cover: Picture | None,
    **own: Any,
) -> Entry:
    """Return an entry with what its head says and its text names; `own` is what the reader read."""
    described = {
        "teaser": fields.teaser,
        "form": fields.short.form,
        "is_untitled": not title and fields.short.form != TextForm.POST,
        "link_url": fields.short.url,
        "link_title": fields.short.title,
        "canonical_url": fields.canonical_url,
        "doi": fields.doi,
        "discuss_url": fields.discuss_url,
        "authors": fields.authors,
        "tags": fields.tags,
        "series": fields.series,
        "part": fields.part,
        "is_featured": fields.is_featured,
        "is_cover_inverted": fields.is_cover_inverted,
        "expires": fields.expires,
        "publish_at": fields.publish_at,
        "updated": fields.updated,
        "tested_with": fields.tested_with,
        "checked_on": fields.checked_on,
    }
    entry = Entry(
        path=path,
        title=title or title_from_name(identity.name),
        slug=identity.slug,
        date=identity.date,
        withheld=identity.withheld,
        language=identity.language,
        addresses=identity.addresses,
        cover=cover,
        pictures=targets.pictures,
        attachments=targets.files.attachments,
        is_incomplete=targets.files.is_incomplete,
        links=targets.links,
        remarks=targets.remarks,
        **described | own,
    )
    return add_sources(entry, fields.values, targets)
