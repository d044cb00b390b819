"""Keeps a spreadsheet program from running what a title or a name begins with."""

from csv import DictWriter
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# A spreadsheet takes what begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
write_any_row = SpreadsheetExportMixin.write_csv_row


class HarmlessWriter:
    """Writes rows in which no text is a formula."""

    def __init__(self, writer: DictWriter) -> None:
        self.writer = writer

    def writerow(self, row: dict[str, Any]) -> Any:
        return self.writer.writerow({field: escape_formula(value) for field, value in row.items()})


def escape_formula(value: Any) -> Any:
    """Return a text that a spreadsheet shows as it is; anything else unchanged."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv_row(view: SpreadsheetExportMixin, writer: DictWriter, row: dict[str, Any]) -> Any:
    """Write a row of any list of the admin; Wagtail does so for XLSX alone."""
    return write_any_row(view, HarmlessWriter(writer), row)
