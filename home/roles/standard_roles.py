"""Sets up the three groups and the one workflow that a new site starts with."""

from itertools import product

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import SetupStep

ROLES = AUTHORS, EDITORS, ADMINS = "Authors", "Editors", "Admins"
STOCK_GROUP, STOCK_WORKFLOW = "Moderators", "Moderators approval"
WORKFLOW = "Editorial review"

PAGE_ACTIONS = {
    AUTHORS: ["add"],
    EDITORS: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
    ADMINS: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
_MEDIA = [("wagtailimages", "image"), ("wagtaildocs", "document")]
# With "add" alone, Wagtail lets people change and delete what they uploaded themselves.
MEDIA_ACTIONS = {
    AUTHORS: ["add", "choose"],
    EDITORS: ["add", "change", "delete", "choose"],
    ADMINS: ["add", "change", "delete", "choose"],
}
_PROMOTION = "wagtailsearchpromotions.searchpromotion"
_TAXONOMY = [
    "blog.author", "blog.tag", "blog.series", "blog.source", "wagtailredirects.redirect",
]  # fmt: skip
# Models whose add, change, delete and view permissions a role holds.
MANAGED_MODELS = {
    AUTHORS: ["wagtailcore.apitoken"],
    EDITORS: [*_TAXONOMY, _PROMOTION, "blog.linkhealth", "wagtailcore.apitoken"],
    ADMINS: [
        "wagtailcore.apitoken",
        *_TAXONOMY, _PROMOTION, "blog.linkhealth", "auth.user", "auth.group", "blog.siteidentity",
        "wagtailcore.workflow", "wagtailcore.task", "wagtailcore.groupapprovaltask",
        "wagtailcore.site", "home.factorrequirement", "search.searchsynonyms", "blog.webhook",
    ],
}  # fmt: skip
# Models to which a role adds what it may not change: a source changes what was published with it.
ADDED_MODELS = {AUTHORS: ["blog.source"], EDITORS: [], ADMINS: []}
# Models that a role looks at in reports (queries hold what readers typed) and in the log.
VIEWED_MODELS = {
    AUTHORS: [],
    EDITORS: [],
    ADMINS: ["wagtailsearchpromotions.query", "home.invitation"],
}
# Models of which a role deletes alone.
DELETED_MODELS = {AUTHORS: [], EDITORS: [], ADMINS: ["blog.binnedpage"]}


def set_roles_after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Set the roles on the first migration that leaves every table and the root page in place."""
    tables = set(connections[using].introspection.table_names())
    needed = {SetupStep, Group, GroupPagePermission, GroupCollectionPermission, GroupApprovalTask}
    is_complete = {model._meta.db_table for model in needed} <= tables
    if is_complete and Page.get_first_root_node():
        set_roles()


@transaction.atomic
def set_roles() -> bool:
    """Create the groups and the workflow, and take over Wagtail's stock ones.

    Runs once a site: a later call only grants what is new in a later version, each permission
    once, so that whatever an admin changed (or deleted) stays. Returns whether it ran in full.
    """
    for app_config in apps.get_app_configs():
        create_permissions(app_config, verbosity=0)
    _step, is_first_run = SetupStep.objects.get_or_create(name="roles")
    if is_first_run:
        groups = {name: _make_group(name) for name in ROLES}
        _retire_stock_group(groups[EDITORS])
        _make_workflow(groups[EDITORS])
    for name in ROLES:
        _grant_new_permissions(name)
    return is_first_run


def _grant_new_permissions(name: str) -> None:
    """Give a group the model permissions that it was never given before."""
    wanted = {
        f"{name}: {permission.content_type.app_label}.{permission.codename}": permission
        for permission in _model_permissions(name)
    }
    granted = SetupStep.objects.filter(name__in=wanted).values_list("name", flat=True)
    new = wanted.keys() - set(granted)
    if group := Group.objects.filter(name=name).first():
        group.permissions.add(*(wanted[step] for step in new))
    SetupStep.objects.bulk_create(SetupStep(name=step) for step in new)


def _make_group(name: str) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    group.permissions.clear()
    root, root_collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for action in PAGE_ACTIONS[name]:
        GroupPagePermission.objects.create(group=group, page=root, permission_type=action)
    for permission in _media_permissions(name):
        GroupCollectionPermission.objects.create(
            group=group, collection=root_collection, permission=permission
        )
    return group


def _model_permissions(name: str) -> list[Permission]:
    permissions = [_permission("wagtailadmin", "admin", "access_admin")]
    managed = product(MANAGED_MODELS[name], ("add", "change", "delete", "view"))
    others = (
        *product(ADDED_MODELS[name], ("add", "view")),
        *product(VIEWED_MODELS[name], ("view",)),
        *product(DELETED_MODELS[name], ("delete",)),
    )
    for label, action in (*managed, *others):
        app_label, model = label.split(".")
        permissions.append(_permission(app_label, model, f"{action}_{model}"))
    return permissions


def _media_permissions(name: str) -> list[Permission]:
    permissions = [
        _permission(app_label, model, f"{action}_{model}")
        for app_label, model in _MEDIA
        for action in MEDIA_ACTIONS[name]
    ]
    if name == ADMINS:
        permissions += [
            _permission("wagtailcore", "collection", f"{action}_collection")
            for action in ("add", "change", "delete")
        ]
    return permissions


def _permission(app_label: str, model: str, codename: str) -> Permission:
    return Permission.objects.select_related("content_type").get(
        content_type__app_label=app_label, content_type__model=model, codename=codename
    )


def _retire_stock_group(editors: Group) -> None:
    stock = Group.objects.filter(name=STOCK_GROUP).first()
    if stock is not None:
        editors.user_set.add(*stock.user_set.all())
        stock.delete()


def _make_workflow(editors: Group) -> None:
    """Make the one workflow, on the whole tree, with one task for the editors."""
    workflow = Workflow.objects.filter(name=STOCK_WORKFLOW).first() or Workflow()
    workflow.name = WORKFLOW
    workflow.save()
    task = GroupApprovalTask.objects.create(name="Approval by an editor")
    task.groups.add(editors)
    WorkflowTask.objects.filter(workflow=workflow).delete()
    WorkflowTask.objects.create(workflow=workflow, task=task)
    Task.objects.filter(name=STOCK_WORKFLOW).delete()
    WorkflowPage.objects.get_or_create(
        page=Page.get_first_root_node(), defaults={"workflow": workflow}
    )
