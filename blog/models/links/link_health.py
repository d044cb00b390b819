"""Models whether links to other sites are asked, and which are left alone."""

from fnmatch import fnmatchcase
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# Each address of each page is held against each line.
MOST_LINES = 100
LONGEST_LINE = 300


@register_setting(icon="link")
class LinkHealth(BaseGenericSetting):
    """The switch of asking other sites, off until an editor turns it on, and what is ignored."""

    is_on = models.BooleanField(
        _("ask links to other sites"),
        default=False,
        help_text=_(
            "This server then asks the addresses in public pages whether they still answer, each "
            "about once a week, and says in each question that it comes from this site."
        ),
    )
    ignored = models.TextField(
        _("addresses to leave alone"),
        blank=True,
        help_text=_(
            "A line for each: a host (“example.org”, “*.example.org”), or a part of its "
            "addresses (“example.org/docs/*”). A star stands for anything."
        ),
    )

    class Meta:
        verbose_name = _("link health")
        verbose_name_plural = _("link health")

    panels = [FieldPanel("is_on"), FieldPanel("ignored")]

    def clean(self) -> None:
        """Refuse more than what is quickly compared."""
        super().clean()
        lines = self.ignored.splitlines()
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            message = _("At most %(most)d lines of up to %(longest)d characters are read.")
            values = {"most": MOST_LINES, "longest": LONGEST_LINE}
            raise ValidationError({"ignored": ValidationError(message, "invalid", values)})

    @classmethod
    def current(cls) -> Self:
        """Return what is set; writes nothing."""
        return cls.objects.order_by("pk").first() or cls()

    def ignores(self, url: str) -> bool:
        """Tell whether an address is left alone; in capital or small letters."""
        whole = url.lower()
        rest = whole.partition("://")[2]
        rest = rest if "/" in rest else f"{rest}/"
        return any(fnmatchcase(each, line) for line in self._patterns for each in (whole, rest))

    @cached_property
    def _patterns(self) -> list[str]:
        """The lines, whose one sign is the star; a host alone stands for all its addresses."""
        lines = [line.strip().lower() for line in self.ignored.splitlines()[:MOST_LINES]]
        plain = [line[:LONGEST_LINE].replace("[", "[[]").replace("?", "[?]") for line in lines]
        return [line if "/" in line else f"{line}/*" for line in plain if line]
