"""Works out who a Markdown file is: name, date, language, old addresses, and if it was public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from blog.importing.entry import Subject
from blog.importing.fields.addresses import own_paths, stated_addresses
from blog.importing.fields.file_names import (
    date_in_path,
    read_file_name,
    rough_date_in_path,
    withheld_by_path,
)
from blog.importing.fields.generated_addresses import Generator, Page, generated_addresses
from blog.importing.fields.topics import names
from blog.importing.markdown.front_matter_keys import Fields, KeyRemark


@dataclass(frozen=True)
class Setting:
    """What is known of the archive that a file is of.

    `old_site` is the host that its site was on, `git_date` when version control first had the file.
    """

    root_name: str
    generator: Generator
    old_site: str = ""
    git_date: datetime | None = None


@dataclass(frozen=True)
class Identity:
    """Who a file is, and `remarks` on what was not to be found out."""

    name: str
    slug: str
    date: datetime | None = None
    language: str = ""
    withheld: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    remarks: tuple[KeyRemark, ...] = ()


def identity_of(path: str, fields: Fields, setting: Setting) -> Identity:
    """Return who a file is, by its path, its front matter, and what is known of the archive."""
    file = read_file_name(path, root_name=setting.root_name)
    date, date_remarks = _date(path, fields, file.date, setting)
    page = Page(
        path=setting.generator.prefix + path, name=file.name, stem=file.stem, slug=fields.slug,
        title=fields.title, date=date, language=file.language,
        categories=_categories(fields),
    )  # fmt: skip
    generated = list(generated_addresses(setting.generator, page))
    stated = stated_addresses(
        fields.values,
        own=next(iter(generated), "") if setting.generator.name == "hugo" else "",
        variables=page.variables,
        old_site=setting.old_site,
        are_names=setting.generator.name == "obsidian",
    )
    remarks = [KeyRemark(key, why, text, Subject.ADDRESS) for key, why, text in stated.unusable]
    return Identity(
        name=file.name,
        slug=fields.slug or file.name,
        date=date,
        language=fields.language or file.language,
        withheld=tuple(_withheld(path, fields, date, setting)),
        addresses=tuple(dict.fromkeys([*stated.paths, *([] if stated.has_own else generated)])),
        remarks=(*date_remarks, *remarks),
    )


def _categories(fields: Fields) -> tuple[str, ...]:
    """Return the categories of Jekyll's addresses: the words of `categories`, or one `category`."""
    return names(fields.values, ("category",)) or names(
        fields.values, ("categories",), is_spaced=True
    )


def _date(
    path: str, fields: Fields, named: datetime | None, setting: Setting
) -> tuple[datetime | None, list[KeyRemark]]:
    """Return a file's date and the words for one that is missing, or known in part."""
    stated = list(own_paths(fields.values))
    exact = [fields.date, *map(date_in_path, stated), named, setting.git_date]
    if date := next(filter(None, exact), None):
        return date, []
    rough = next(filter(None, map(rough_date_in_path, [*stated, path])), None)
    if rough:
        what = "date known by its year or month alone, the first day taken"
        return rough, [KeyRemark("date", what, f"{rough:%Y-%m}", Subject.DATE)]
    return None, []


def _withheld(path: str, fields: Fields, date: datetime | None, setting: Setting) -> Iterator[str]:
    yield from fields.withheld
    if by_path := withheld_by_path(path, root_name=setting.root_name):
        yield by_path
    if fields.unread_date and date is None:
        yield "date that cannot be read"
