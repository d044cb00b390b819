"""Which statements change what the public sees."""

import pytest

from config.freshness.statements import changes_what_is_shown

LOUD = [
    'INSERT INTO "wagtailcore_page" ("path") VALUES (%s)',
    'UPDATE "wagtailcore_page" SET "live" = %s WHERE "wagtailcore_page"."id" = %s',
    'UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s',
    'UPDATE "wagtailcore_page" SET "draft_title" = (SELECT U0."name" FROM "blog_tag" U0 '
    'WHERE U0."id" = 1), "title" = %s WHERE "wagtailcore_page"."id" = %s',
    'UPDATE "wagtailcore_page" SET "locked" = %s, "live" = %s',
    'DELETE FROM "blog_tag" WHERE "blog_tag"."id" IN (%s)',
    "INSERT OR IGNORE INTO search_searchword (word) VALUES (%s)",
    "  insert into blog_author (name) values (%s)",
    "WITH old AS (SELECT 1) DELETE FROM blog_tag USING old",
    "DROP TABLE blog_tag",
    "TRUNCATE blog_tag",
    "",
]
QUIET = [
    'SELECT "wagtailcore_page"."id" FROM "wagtailcore_page" WHERE "title" = %s',
    "(SELECT 1) UNION (SELECT 2)",
    "WITH near AS (SELECT 1) SELECT * FROM near",
    'SAVEPOINT "s1"',
    "BEGIN IMMEDIATE",
    "PRAGMA foreign_keys = ON",
    'INSERT INTO "django_session" ("session_key") VALUES (%s)',
    'INSERT INTO "wagtailcore_revision" ("content") VALUES (%s)',
    'UPDATE "auth_user" SET "last_login" = %s WHERE "auth_user"."id" = %s',
    'UPDATE "wagtailcore_page" SET "locked" = %s',
    'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_created_at" = %s, '
    '"has_unpublished_changes" = %s, "latest_revision_id" = %s WHERE "wagtailcore_page"."id" = %s',
]


@pytest.mark.parametrize("sql", LOUD)
def test_what_changes_the_site(sql):
    assert changes_what_is_shown(sql)


@pytest.mark.parametrize("sql", QUIET)
def test_what_leaves_it_as_it_is(sql):
    assert not changes_what_is_shown(sql)
