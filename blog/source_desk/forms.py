"""The form of one source: its usual fields by name; all other fields of its record are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from blog.citations.dates import shown_date, written_date
from blog.citations.people import line_of, people_of
from blog.citations.records import MAX_TEXT, cleaned, doi_of
from blog.models import Source, SourceUse
from blog.source_desk.words import TYPES

_PREFIX = "csl_"
_PEOPLE = frozenset({"author", "editor"})
_DATES = frozenset({"issued", "accessed"})
_MAX_LINES = 50_000


def _line(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=MAX_TEXT)


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=_MAX_LINES, widget=area
    )


class SourceForm(WagtailAdminModelForm):
    """Fills the record by fields that need no knowledge of CSL, each named after its variable."""

    csl_type = forms.ChoiceField(label=_("Type"), choices=TYPES, initial="article-journal")
    csl_title = _line(_("Title"))
    csl_author = _lines(
        _("Authors"),
        _("One a line: “Lovelace, Ada”. A name without a comma is an organisation’s."),
    )
    csl_editor = _lines(_("Editors"))
    csl_issued = _line(_("Published"), _("A year, or a date such as 2017-06-12."))
    csl_container_title = _line(
        _("Published in"), _("The journal, the book, the proceedings or the site.")
    )
    csl_publisher = _line(_("Publisher"), _("Of a thesis the university."))
    csl_volume = _line(_("Volume"))
    csl_issue = _line(_("Issue"))
    csl_page = _line(_("Pages"))
    csl_number = _line(_("Number"), _("Of a report, a patent, a preprint: “arXiv:1706.03762”."))
    csl_edition = _line(_("Edition"))
    csl_DOI = _line(_("DOI"))
    csl_URL = forms.URLField(
        label=_("Address"), required=False, max_length=2000, assume_scheme="https"
    )
    csl_accessed = _line(_("Read on"), _("Of a web page, such as 2026-11-30."))
    csl_ISBN = _line(_("ISBN"))
    csl_genre = _line(_("Kind"), _("As a list shall say it: “PhD thesis”, “Technical report”."))
    csl_abstract = _lines(_("Abstract"))
    csl_note = _line(_("Remark"), _("Readers see it in the list of references."))

    class Meta:
        model = Source
        fields = ["key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._record_fields():
            value = self.instance.record.get(variable_of(name))
            if value:
                self.initial[name] = _shown(variable_of(name), value)

    def clean_key(self) -> str:
        """Refuse another key where posts cite the source by the one that it has."""
        key, known = self.cleaned_data["key"], self.initial.get("key")
        if known and key != known and SourceUse.objects.filter(key=known).exists():
            raise forms.ValidationError(
                gettext("Posts cite the source as “%(key)s”, so that it keeps its key."),
                params={"key": known},
            )
        return key

    def clean_csl_DOI(self) -> str:
        doi = self.cleaned_data["csl_DOI"]
        if doi and not doi_of(doi):
            raise forms.ValidationError(gettext("A DOI begins with “10.”, such as 10.1000/182."))
        return doi_of(doi)

    def clean(self) -> dict[str, Any]:
        """Make the record of what was typed and of what it held before; refuse what is too long."""
        data = super().clean()
        item = {**self.instance.record}
        for name in self._record_fields() & data.keys():
            variable = variable_of(name)
            item[variable] = self._read(variable, data[name])
        if not item.get("title") and not item.get("author") and not item.get("URL"):
            self.add_error("csl_title", gettext("Say what it is called, or who made it."))
        self.instance.record, changes = cleaned(item)
        for change in changes:
            self.add_error(None, change)
        return data

    def _read(self, variable: str, text: str) -> Any:
        """Return a field's value for the record; what was not changed stays as it was."""
        known = self.instance.record.get(variable)
        if known and text == _shown(variable, known):
            return known
        if variable in _PEOPLE:
            return people_of(text.splitlines(), known or [])
        return written_date(text) if variable in _DATES else text

    def _record_fields(self) -> set[str]:
        return {name for name in self.fields if name.startswith(_PREFIX)}


RECORD_FIELDS = [name for name in SourceForm.base_fields if name.startswith(_PREFIX)]


def variable_of(name: str) -> str:
    """Return the variable of CSL that a field of the form fills."""
    return name.removeprefix(_PREFIX).replace("_", "-")


def _shown(variable: str, value: Any) -> str:
    """Return a value of a record as the form shows it."""
    if variable in _PEOPLE:
        return "\n".join(map(line_of, value))
    return shown_date(value) if variable in _DATES else value
