"""Which statements change what the public sees, told by their SQL alone."""

import re

# What no page, feed or list shows: who works on what, sessions, queues, counts, and the
# revisions, which show only once they are published and then change their page's row.
QUIET_TABLES = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user_groups",
    "auth_user_user_permissions",
    "blog_draftlink",
    "blog_importedfile",
    "django_content_type",
    "django_migrations",
    "django_session",
    "django_tasks_database_dbtaskresult",
    "home_setupstep",
    "search_searchmiss",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailcore_apitoken",
    "wagtailcore_comment",
    "wagtailcore_commentreply",
    "wagtailcore_groupapprovaltask",
    "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupcollectionpermission",
    "wagtailcore_grouppagepermission",
    "wagtailcore_groupsitepermission",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_pagesubscription",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_task",
    "wagtailcore_taskstate",
    "wagtailcore_uploadedfile",
    "wagtailcore_workflow",
    "wagtailcore_workflowcontenttype",
    "wagtailcore_workflowpage",
    "wagtailcore_workflowstate",
    "wagtailcore_workflowtask",
    "wagtailsearch_indexentry",
    "wagtailsearch_indexentry_fts",
    "wagtailsearchpromotions_query",
    "wagtailsearchpromotions_querydailyhits",
    "wagtailusers_userprofile",
}
# What saving a draft, locking a page and signing in write into rows that are shown otherwise.
QUIET_COLUMNS = {
    "draft_title",
    "has_unpublished_changes",
    "last_login",
    "latest_revision_created_at",
    "latest_revision_id",
    "locked",
    "locked_at",
    "locked_by_id",
}

# By far the most, so told first and without a pattern.
_READING = ("SELECT", "select")
_HARMLESS = re.compile(
    r"(?:SELECT|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|START|SET|SHOW|LOCK|ANALYZE"
    r"|DECLARE|FETCH|CLOSE|VACUUM)\b",
    re.IGNORECASE,
)
_WRITE = re.compile(
    r"(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)\"?",
    re.IGNORECASE,
)
_WRITING_WORD = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|REPLACE)\b", re.IGNORECASE)
# To the last WHERE: a value may be a query, with one of its own before the next column.
_SET_LIST = re.compile(r"\bSET\b(.*)\bWHERE\b|\bSET\b(.*)", re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(r'"(\w+)" =')


def changes_what_is_shown(sql: str) -> bool:
    """Tell whether a statement may change what the public sees; in doubt it does."""
    text = sql.lstrip("( \n\t")
    if text.startswith(_READING) or _HARMLESS.match(text):
        return False
    if text[:4].upper() == "WITH":
        return _WRITING_WORD.search(text) is not None
    write = _WRITE.match(text)
    if write is None:
        return True
    if write[1].lower() in QUIET_TABLES:
        return False
    return not (text[:6].upper() == "UPDATE" and _sets_quiet_columns(text))


def _sets_quiet_columns(text: str) -> bool:
    """Tell whether an UPDATE of Django's sets nothing that is shown.

    A value that is itself an expression may name further columns, which errs on the safe side.
    """
    assignments = _SET_LIST.search(text)
    columns = set(_COLUMN.findall(assignments[1] or assignments[2])) if assignments else set()
    return bool(columns) and columns <= QUIET_COLUMNS
