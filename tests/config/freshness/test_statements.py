"""Which statements change what the public sees."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    'UPDATE t SET title = %s, "locked" = %s',
    'UPDATE "wagtailcore_page" SET title = %s, "locked" = %s',
    'UPDATE "wagtailcore_page" SET ("locked", "title") = (%s, %s)',
    'UPDATE "wagtailcore_page" SET "locked" = CASE WHEN 1 = 1 THEN 2 END, title=%s WHERE id = 1',
    'UPDATE "blog_author" SET "locked" = %s',
    'UPDATE "auth_user" SET "locked" = %s',
    "SELECT 1; UPDATE blog_tag SET name = 'x'",
    "SET LOCAL lock_timeout = 1; UPDATE blog_tag SET name = 'x'",
    "SELECT * INTO blog_tag FROM blog_author",
    "WITH gone AS (DELETE FROM blog_tag RETURNING *) SELECT * FROM gone",
    "WITH gone AS (DELETE FROM blog_tag RETURNING *) INSERT INTO django_session SELECT 1",
    "INSERT INTO django_session SELECT 1; DELETE FROM blog_tag",
    "/* SELECT */ UPDATE blog_tag SET name = 1",
    "-- SELECT\nUPDATE blog_tag SET name = 1",
    "/* /* */ SELECT 1 */ UPDATE blog_tag SET name = 1",
    "COPY blog_tag FROM STDIN",
    "MERGE INTO blog_tag USING x ON a = b WHEN MATCHED THEN DELETE",
    "EXPLAIN ANALYZE UPDATE blog_tag SET name = 1",
    "EXPLAIN ANALYZE EXECUTE change",
    "PREPARE change AS UPDATE blog_tag SET name = 1",
    "DO $$ BEGIN UPDATE blog_tag SET name = 1; END $$",
    "SELECT E'\\'; UPDATE blog_tag SET name = E'\\'",
    "SELECT [it's] FROM x; UPDATE blog_tag SET name = ['s]",
    "SELECT 'unfinished; UPDATE blog_tag SET name = 1",
    "COMMIT",
    "END",
    "ALTER TABLE django_session ADD x int",
]
QUIET = [
    'SELECT "id" FROM "wagtailcore_page" WHERE "id" = %s FOR UPDATE SKIP LOCKED',
    'SELECT "id" FROM "wagtailcore_page" WHERE "id" = %s FOR NO KEY UPDATE OF "wagtailcore_page"',
    "SELECT REPLACE(\"title\", 'a', 'b') FROM blog_tag WHERE name LIKE %s ESCAPE '\\'",
    "SELECT 'it''s; UPDATE blog_tag'",
    'SELECT "update", "into" FROM "delete"',
    "select 1; select 2;",
    'INSERT INTO "django_session" ("a") VALUES (%s) ON CONFLICT ("a") DO UPDATE SET "a" = 1',
    "INSERT OR REPLACE INTO django_session (a) VALUES (%s)",
    'UPDATE public."django_session" SET "a" = %s',
    'UPDATE "wagtailcore_page" SET "locked" = %s, "locked_at" = NULL RETURNING "id"',
    'UPDATE "wagtailcore_page" SET "latest_revision_id" = (SELECT a FROM b WHERE c = 1) WHERE d = 2',  # noqa: E501
    "SET CONSTRAINTS ALL IMMEDIATE",
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


WRITES = [
    "INSERT INTO {} (a) VALUES (%s)",
    "INSERT INTO {} SELECT * FROM django_session",
    "REPLACE INTO {} VALUES (1)",
    "UPDATE {} SET title = %s, locked = %s",
    'UPDATE {} SET "locked" = (SELECT 1 WHERE 2 = 2), "title" = %s WHERE "locked" = 1',
    "DELETE FROM {} WHERE id IN (SELECT id FROM django_session)",
    "MERGE INTO {} USING django_session ON a = b WHEN NOT MATCHED THEN INSERT VALUES (1)",
    "COPY {} FROM STDIN",
    "TRUNCATE {}",
    "DROP TABLE {}",
    "SELECT * INTO {} FROM django_session",
    "CREATE TABLE {} AS SELECT 1",
]
NAMES = ["wagtailcore_page", '"wagtailcore_page"', 'public."blog_tag"', '"Blog_Tag"', "ünïcode"]
BEFORE = [
    "", " ", "\n", "/* SELECT 1 */", "-- it's\n", "SELECT 1;", "SELECT ';' ;", "SET LOCAL a = 1;",
    "BEGIN;", "SAVEPOINT a;", "WITH x AS (SELECT 1) ", "EXPLAIN ANALYZE ", ";", "PRAGMA a=b;",
    'UPDATE django_session SET "a" = 1;', "SELECT 'it''s', \"a\"\"b\";", "(",
]  # fmt: skip
AFTER = ["", ";", "; SELECT 1", " -- SELECT", " /* ' */", ";COMMIT", " RETURNING *"]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(WRITES),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(BEFORE), max_size=4),
    st.sampled_from(AFTER),
    st.sampled_from([str, str.lower, str.title]),
)
def test_no_composition_of_writes_is_taken_for_reading(write, name, before, after, spell):
    assert changes_what_is_shown("".join(before) + spell(write).format(name) + after)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_no_text_raises(text):
    assert changes_what_is_shown(text) in (True, False)
