"""Lists the languages that a text can be in, and builds the panel to choose one."""

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


def has_several_languages() -> bool:
    """Tell whether the site keeps a tree of pages for each of several languages."""
    return getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def is_rtl(code: str) -> bool:
    """Tell whether a language is written from right to left."""
    return code.partition("-")[0] in settings.LANGUAGES_BIDI


def language_panels() -> list[FieldPanel]:
    """Return the panel that a text's language is chosen in.

    None where the site has several: there each page stands in one of their trees.
    """
    if has_several_languages():
        return []
    names = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    known = [(code, names[code]) for code in sorted(names, key=lambda code: names[code].casefold())]
    widget = forms.Select(choices=[("", _("The site's language")), *known])
    return [FieldPanel("language", widget=widget)]
