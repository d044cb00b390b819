"""Gives the pages about signing in the header of Wagtail's admin."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class AccountPageMixin(WagtailAdminTemplateMixin):
    """Leads from the user's account to a page below it."""

    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [account, {"url": "", "label": str(self.page_title)}]


class FactorPageMixin(AccountPageMixin):
    """Leads to a page below the list of second factors."""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        account, page = super().get_breadcrumbs_items()
        return [account, {"url": reverse("mfa_index"), "label": _("Second factor")}, page]
