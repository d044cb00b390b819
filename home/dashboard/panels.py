"""Puts what concerns a user on the dashboard, in place of Wagtail's panels of the same."""

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from blog.desk.problem_report import ACTIONS as EDITING
from blog.desk.scheduled_report import ACTIONS as SCHEDULING
from home.dashboard.month import MonthPanel
from home.dashboard.own_work import OwnWorkPanel
from home.dashboard.reports import MissesPanel, ProblemsPanel, may_any
from home.dashboard.start import StartPanel
from home.dashboard.waiting import WaitingPanel
from search.counting.report_menu import may_see_reports

REPLACED = (RecentEditsPanel, UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)


def construct_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Exchange Wagtail's panels for ours; a `construct_homepage_panels` hook."""
    user = request.user
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += [StartPanel(), WaitingPanel(), OwnWorkPanel()]
    if may_any(user, SCHEDULING):
        panels.append(MonthPanel())
    if may_any(user, EDITING):
        panels.append(ProblemsPanel())
    if may_see_reports(user):
        panels.append(MissesPanel())
