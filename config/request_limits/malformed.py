"""Answers 400 to errors that a malformed request caused, for the whole site at once."""

import re
from collections.abc import Iterator

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

# What Python and the databases raise for a value that can't be read or has no room.
UNREADABLE = (ValueError, ValidationError, NoReverseMatch, FieldError)
TOO_BIG = (OverflowError, DataError)
# Where Wagtail 8 takes a field for sent, and a page for one with a parent. Undo when it asks first.
CHOOSERS = {
    "wagtail.admin.forms.choosers",
    "wagtail.admin.views.chooser",
    "wagtail.admin.views.generic.chooser",
}
# Where it looks into a form's data before the form has any.
UNSENT_FORMS = {"wagtail.contrib.redirects.forms"}
# More digits than any database has room for in a number.
MANY_DIGITS = re.compile(r"-?[0-9]{10,}")


def is_malformed(error: BaseException | None, request: HttpRequest) -> bool:
    """Tell whether an error comes from a form without its fields, or from a value of the request.

    An error counts only if it quotes a value that was sent, or is about a number with no room and
    such a number was sent: whatever else goes wrong is a fault of ours, and a 500.
    """
    if isinstance(error, MultiValueDictKeyError):
        return True
    if isinstance(error, KeyError):
        return raised_in(error) in UNSENT_FORMS
    if isinstance(error, AttributeError):
        return error.obj is None and raised_in(error) in CHOOSERS
    if isinstance(error, TOO_BIG):
        return any(MANY_DIGITS.search(value) for value in sent_values(request))
    if not isinstance(error, UNREADABLE):
        return False
    message = str(error)
    return any(f"'{value}'" in message or f"“{value}”" in message for value in sent_values(request))


def raised_in(error: BaseException) -> str:
    """Return the name of the module that raised an error."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_globals.get("__name__", "") if trace else ""


def sent_values(request: HttpRequest) -> Iterator[str]:
    """Yield all values of a request's address and form."""
    if request.resolver_match is not None:
        yield from map(str, request.resolver_match.kwargs.values())
    for sent in (request.GET, request.POST):
        for _name, values in sent.lists():
            yield from values
