"""Has the admin's pages of tokens ask when one ends, and make none in another person's name."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.log_actions import log
from wagtail.users.utils import get_manageable_token_owners
from wagtail.users.views import api_tokens

from home.api.tokens import DAYS, ends_at, make_token

_DAYS = (7, 30, DAYS, 365)


class TokenForm(forms.Form):
    """What a new token is called, and for how long it is one."""

    name = forms.CharField(max_length=255, label=_("Name"))
    days = forms.TypedChoiceField(
        coerce=int,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in _DAYS],
        initial=DAYS,
        label=_("Ends after"),
        help_text=_("It may do all that you may. A script that is to do less has its own account."),
    )


class TokenIndexView(api_tokens.IndexView):
    """Wagtail's list, with when each token ends."""

    @cached_property
    def columns(self) -> list[Column]:
        token, *others = super().columns
        # Beside the token, where a phone shows it; in full, since a DateColumn tells what is to
        # come as "just now".
        return [token, Column("ends", label=_("Ends"), accessor=ends_at), *others]

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("expiry")


class TokenCreateView(api_tokens.CreateView):
    """Makes a token of whoever asks for it."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("manageable_users")
        return kwargs

    def form_valid(self, form: TokenForm) -> HttpResponse:
        name, days = form.cleaned_data["name"], form.cleaned_data["days"]
        self.object, text = make_token(self.request.user, name, days=days)
        log(self.object, "wagtail.apitoken.create", user=self.request.user)
        template = "wagtailusers/api_tokens/created.html"
        return TemplateResponse(self.request, template, self.get_created_context(text))


class TokenRevokeView(api_tokens.RevokeView):
    """Asks before a token is revoked, and counts no pages that refer to it: none can."""

    def get_usage_url(self) -> None:
        return None


class _OfManageable:
    """Knows the tokens that its user lists, and no other: Wagtail's history tells of all."""

    def get_base_object_queryset(self) -> QuerySet:
        owners = get_manageable_token_owners(self.request.user)
        return super().get_base_object_queryset().filter(user__in=owners)


class TokenHistoryView(_OfManageable, HistoryView):
    """What was done with a token."""


class TokenUsageView(_OfManageable, UsageView):
    """What refers to a token: nothing, but it names it."""


def adapt_token_views() -> None:
    """Put these in place of Wagtail's, which its own hook takes from the class as it is asked."""
    viewset = api_tokens.APITokenViewSet
    viewset.index_view_class = TokenIndexView
    viewset.add_view_class = TokenCreateView
    viewset.delete_view_class = TokenRevokeView
    viewset.history_view_class = TokenHistoryView
    viewset.usage_view_class = TokenUsageView
    stock = viewset.get_form_class

    def get_form_class(self: Any, for_update: bool = False) -> type[forms.BaseForm]:
        return stock(self, for_update=True) if for_update else TokenForm

    viewset.get_form_class = get_form_class
