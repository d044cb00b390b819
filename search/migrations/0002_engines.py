"""What each engine searches: SQLite's full-text table, PostgreSQL's vectors."""

from django.db import migrations

COLUMNS = "title_tokens, head_tokens, teaser_tokens, text_tokens, code_tokens"
OLD, NEW = (", ".join(f"{row}.{name}" for name in COLUMNS.split(", ")) for row in ("old", "new"))
# Tokens are made in Python; all that is left is to part them at spaces.
SQLITE = [
    f"""CREATE VIRTUAL TABLE search_fulltext USING fts5(
        {COLUMNS}, content='search_searchpage', content_rowid='page_id', tokenize='ascii'
    )""",
    f"""CREATE TRIGGER search_fulltext_insert AFTER INSERT ON search_searchpage BEGIN
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.page_id, {NEW});
    END""",
    f"""CREATE TRIGGER search_fulltext_delete AFTER DELETE ON search_searchpage BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
            VALUES ('delete', old.page_id, {OLD});
    END""",
    f"""CREATE TRIGGER search_fulltext_update AFTER UPDATE OF {COLUMNS} ON search_searchpage BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
            VALUES ('delete', old.page_id, {OLD});
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.page_id, {NEW});
    END""",
]
VECTOR = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"
POSTGRES = f"""
ALTER TABLE search_searchpage
    ADD title_vector tsvector GENERATED ALWAYS AS ({VECTOR.format("title_tokens")}) STORED,
    ADD head_vector tsvector GENERATED ALWAYS AS (
        {VECTOR.format("title_tokens || head_tokens || teaser_tokens")}) STORED,
    ADD often_vector tsvector GENERATED ALWAYS AS ({VECTOR.format("often_tokens")}) STORED,
    ADD all_vector tsvector GENERATED ALWAYS AS (
        {VECTOR.format("title_tokens || head_tokens || teaser_tokens || text_tokens || code_tokens")}
    ) STORED;
CREATE INDEX search_title_vector ON search_searchpage USING gin (title_vector);
CREATE INDEX search_head_vector ON search_searchpage USING gin (head_vector);
CREATE INDEX search_all_vector ON search_searchpage USING gin (all_vector);
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)
    else:
        schema_editor.execute(POSTGRES, params=None)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_fulltext", params=None)
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_fulltext_{event}", params=None)
    else:
        for name in ("title", "head", "often", "all"):
            schema_editor.execute(f"ALTER TABLE search_searchpage DROP {name}_vector", params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
