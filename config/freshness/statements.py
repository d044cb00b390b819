"""Finds out, by its SQL alone, whether a statement changes what the public sees."""

import re
from functools import lru_cache

from config.freshness.sql_words import first_name_after, set_columns, statements_of, words_of

# What no page, feed or list shows: who works on what, sessions, queues, counts, and the
# revisions, which show only once they are published and then change their page's row.
QUIET_TABLES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "auth_user_groups",
    "auth_user_user_permissions",
    "blog_draftlink",
    "blog_importedfile",
    "blog_linkhealth",
    "blog_linkuse",
    "blog_outboundlink",
    "blog_pageproblem",
    "blog_source",
    "blog_sourceuse",
    "blog_webhook",
    "blog_webhookmessage",
    "django_content_type",
    "django_migrations",
    "django_session",
    "django_tasks_database_dbtaskresult",
    "home_factorrequirement",
    "home_setupstep",
    "home_tokenexpiry",
    "mfa_authenticator",
    "search_searchmiss",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    "usersessions_usersession",
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
    "auth_user": {"last_login"},
    "wagtailcore_page": {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
    },
}

# Statements that write nothing, unless they hold one of the writing words. COMMIT is not among
# them: written by hand, it makes known what was announced too early.
READING = {
    *("ANALYZE", "BEGIN", "CLOSE", "DECLARE", "EXPLAIN", "FETCH", "LOCK", "PRAGMA", "RELEASE"),
    *("ROLLBACK", "SAVEPOINT", "SELECT", "SET", "SHOW", "START", "VACUUM", "VALUES", "WITH"),
}
WRITING = {
    *("ALTER", "COPY", "CREATE", "DELETE", "DROP", "EXECUTE", "INSERT", "INTO", "MERGE"),
    *("REFRESH", "REPLACE", "TRUNCATE", "UPDATE"),
}
# What names the table that a simple statement writes to, and the words that it needs for it.
TARGETS = {
    "INSERT": ("INTO", {"INSERT", "INTO", "REPLACE"}),
    "REPLACE": ("INTO", {"REPLACE", "INTO"}),
    "UPDATE": ("UPDATE", {"UPDATE", "REPLACE"}),
    "DELETE": ("FROM", {"DELETE"}),
}
# By far the most need no cutting into tokens. Measured on 2 kB: 700 → 10 µs.
_SELECT = re.compile(r"[\s(]*SELECT\b", re.IGNORECASE)
_WRITE = re.compile(
    r"(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)"
    r"\s+\"?(\w+)\"?(?=[\s(]|$)",
    re.IGNORECASE,
)
# Each begins with its word, by which `re` finds the place at once.
_WRITING_WORDS = [(word, re.compile(rf"{word}(?<=\b{word})\b")) for word in WRITING]
# Characters: what is longer is not remembered.
MAX_REMEMBERED = 4000


def changes_what_is_shown(sql: str) -> bool:
    """Tell whether SQL may change what the public sees; in doubt it does.

    What functions and triggers of the database do isn't seen, nor what goes past `execute`.
    """
    return _changes_remembered(sql) if len(sql) <= MAX_REMEMBERED else _may_change(sql)


def written_table(sql: str) -> str:
    """Return the table that a plain INSERT, UPDATE or DELETE writes to; "other" for all else."""
    write = _WRITE.match(sql)
    return write[1].lower() if write else "other"


def _may_change(sql: str) -> bool:
    if _SELECT.match(sql):
        return _is_doubtful(sql) and _may_change_when_parsed(sql)
    write = _WRITE.match(sql)
    if write and write[1].lower() not in {*QUIET_TABLES, *QUIET_COLUMNS}:
        return True
    if write and write[1].lower() in QUIET_TABLES and not _is_doubtful(sql[write.end() :]):
        return False
    return _may_change_when_parsed(sql)


def _is_doubtful(sql: str) -> bool:
    """Tell whether a second statement or a writing word stands anywhere, be it in a string."""
    capitals = sql.upper()
    return ";" in capitals or any(
        word in capitals and pattern.search(capitals) for word, pattern in _WRITING_WORDS
    )


def _may_change_when_parsed(sql: str) -> bool:
    statements = statements_of(sql)
    return not statements or any(_statement_changes(tokens) for tokens in statements)


_changes_remembered = lru_cache(maxsize=1000)(_may_change)


def _statement_changes(tokens: list[str]) -> bool:
    """Tell whether one statement, cut into tokens, may change what is shown."""
    words = words_of(tokens)
    first = words[0] if words else ""
    writing = WRITING.intersection(words)
    if first in READING:
        return bool(writing)
    if first not in TARGETS:
        return True
    before_table, needed = TARGETS[first]
    # A second writing word belongs to another statement within this one.
    if writing - needed or words.count(first) > 1:
        return True
    table = first_name_after(before_table, tokens)
    if table in QUIET_TABLES:
        return False
    columns = set_columns(tokens) if first == "UPDATE" else set()
    return not columns or not columns <= QUIET_COLUMNS.get(table, set())
